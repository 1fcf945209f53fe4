namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for OpenRouter.</summary>
internal static class OpenRouterConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "open-router",
        Title = "OpenRouter",
        Methods =
        [
            new(
                "api-key",
                SharedCredentials.Secret("apiKey", "Provisioning key.")),
        ],
    };
}
