using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class OpenRouterApiKey
{
    public static readonly RotationType Type = new()
    {
        Slug = "open-router-api-key",
        Title = "OpenRouter API Key",
        Description = "Rotates an OpenRouter API key.",
        ConnectionApps = ["open-router"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a key"),
        Parameters =
        [
            Field.Text("name", "Name that the keys get: up to 100 characters, or 255 where the server takes them.") with
            { IsRequired = true, PortableMaxLength = 100, MaxLength = 255 },
            Field.Number("limit", "Spending limit of a key in US dollars, above 0. Default: none.") with { Above = 0 },
            Field.Text("limitReset", "How often the limit starts anew. Default: never.") with { Choices = ["daily", "weekly", "monthly"], ChoicesName = "OpenRouterLimitReset" },
            Field.Boolean("includeByokInLimit", "Whether use of your own provider keys counts towards the limit. Default: chosen by the server.") with { IsDefaultChosenByServer = true },
        ],
        SecretsMapping =
        [
            Field.SecretName("apiKey", "OPEN_ROUTER_API_KEY", "Secret that receives the key in use."),
        ],
    };
}
