namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for PostgreSQL.</summary>
internal static class PostgresConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "postgres",
        Title = "PostgreSQL",
        Methods =
        [
            SharedCredentials.Sql,
        ],
        HasGateway = true,
        CanBePlatformManaged = true,
    };
}
