namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for Microsoft SQL Server.</summary>
internal static class MssqlConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "mssql",
        Title = "Microsoft SQL Server",
        Methods =
        [
            SharedCredentials.SqlWith(1433),
        ],
        HasGateway = true,
        CanBePlatformManaged = true,
    };
}
