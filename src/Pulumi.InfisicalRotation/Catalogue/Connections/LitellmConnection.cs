namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for LiteLLM.</summary>
internal static class LitellmConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "litellm",
        Title = "LiteLLM",
        Methods =
        [
            new(
                "api-key",
                SharedCredentials.Secret("apiKey", "API key."),
                SharedCredentials.Url("instanceUrl", "URL of the LiteLLM proxy.", "https://litellm.example.com")),
        ],
    };
}
