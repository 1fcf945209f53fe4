namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for OracleDB.</summary>
internal static class OracledbConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "oracledb",
        Title = "OracleDB",
        Methods =
        [
            SharedCredentials.SqlWith(1521),
        ],
        HasGateway = true,
        CanBePlatformManaged = true,
        Notes = "It requires an Infisical plan with OracleDB.",
    };
}
