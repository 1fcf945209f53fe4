namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for Salesforce.</summary>
internal static class SalesforceConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "salesforce",
        Title = "Salesforce",
        Methods =
        [
            new(
                "client-credentials",
                SharedCredentials.Text(
                    "instanceUrl", "URL or host name of the Salesforce instance. The server adds `https://` to a name.") with
                { Example = "https://example.my.salesforce.com" },
                SharedCredentials.Secret("consumerKey", "Consumer key of the connected app."),
                SharedCredentials.Secret("consumerSecret", "Consumer secret of the connected app.")),
        ],
    };
}
