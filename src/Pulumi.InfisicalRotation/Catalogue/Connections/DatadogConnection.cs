namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for Datadog.</summary>
internal static class DatadogConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "datadog",
        Title = "Datadog",
        Methods =
        [
            new(
                "api-key",
                SharedCredentials.Url("url", "URL of the Datadog site.", "https://api.datadoghq.eu") with
                { MaxLength = 255 },
                SharedCredentials.Secret("apiKey", "API key."),
                SharedCredentials.Secret("applicationKey", "Application key.")),
            new(
                "token",
                SharedCredentials.Text("url", "URL of the Datadog site.") with
                { Example = "https://api.datadoghq.eu" },
                SharedCredentials.Secret("token", "Access token.")),
            new(
                "application-key",
                SharedCredentials.Text("url", "URL of the Datadog site.") with
                { Example = "https://api.datadoghq.eu" },
                SharedCredentials.Secret("apiKey", "API key."),
                SharedCredentials.Secret("applicationKey", "Application key.")),
        ],
        Notes =
            "Not every server version accepts the method `token`. `application-key` is the name of `api-key` on other " +
            "server versions.",
    };
}
