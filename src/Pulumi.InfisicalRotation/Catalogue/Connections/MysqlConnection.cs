namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for MySQL.</summary>
internal static class MysqlConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "mysql",
        Title = "MySQL",
        Methods =
        [
            SharedCredentials.SqlWith(3306),
        ],
        HasGateway = true,
        CanBePlatformManaged = true,
    };
}
