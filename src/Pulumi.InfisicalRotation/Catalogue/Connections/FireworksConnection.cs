using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for Fireworks.</summary>
internal static class FireworksConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "fireworks",
        Title = "Fireworks",
        Methods =
        [
            new(
                "api-key",
                SharedCredentials.Text("accountId", "Id of the Fireworks account.") with
                { Rule = Rules.WordCharacters },
                SharedCredentials.Secret("apiKey", "API key.")),
        ],
    };
}
