namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for DBT.</summary>
internal static class DbtConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "dbt",
        Title = "DBT",
        Methods =
        [
            new(
                "api-token",
                SharedCredentials.Secret("apiToken", "API token.") with
                { MaxLength = 255 },
                SharedCredentials.Url("instanceUrl", "URL of the dbt instance.", "https://cloud.getdbt.com"),
                SharedCredentials.Text("accountId", "Id of the dbt account.") with
                { MaxLength = 255 }),
        ],
    };
}
