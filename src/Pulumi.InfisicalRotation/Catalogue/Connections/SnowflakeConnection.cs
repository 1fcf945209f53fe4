namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for Snowflake.</summary>
internal static class SnowflakeConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "snowflake",
        Title = "Snowflake",
        Methods =
        [
            new(
                "username-and-token",
                SharedCredentials.Text("account", "Snowflake account identifier."),
                SharedCredentials.Username,
                SharedCredentials.Secret("password", "Programmatic access token.")),
        ],
    };
}
