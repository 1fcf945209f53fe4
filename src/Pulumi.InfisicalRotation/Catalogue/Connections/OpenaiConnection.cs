namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for OpenAI.</summary>
internal static class OpenaiConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "openai",
        Title = "OpenAI",
        Methods =
        [
            new(
                "api-key",
                SharedCredentials.Secret("apiKey", "Admin key of the OpenAI organization.")),
        ],
    };
}
