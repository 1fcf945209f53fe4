namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for Databricks.</summary>
internal static class DatabricksConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "databricks",
        Title = "Databricks",
        Methods =
        [
            new(
                "service-principal",
                SharedCredentials.Text("clientId", "Client id of the service principal."),
                SharedCredentials.Secret("clientSecret", "OAuth secret of the service principal."),
                SharedCredentials.Url("workspaceUrl", "URL of the workspace.", "https://example.cloud.databricks.com")),
        ],
    };
}
