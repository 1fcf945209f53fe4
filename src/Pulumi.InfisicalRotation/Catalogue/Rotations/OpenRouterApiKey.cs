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
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("an API key"),
        RevocationEffect = SharedFields.DeletesCredentials("API keys"),
        Parameters =
        [
            Field.Text("name", "Name of the created keys, at most 100 characters. Some servers accept up to 255.") with
            { IsRequired = true, PortableMaxLength = 100, MaxLength = 255 },
            Field.Number(
                "limit",
                "Spending limit of a key in US dollars, greater than 0. Default: no limit.") with { Above = 0 },
            Field.Text("limitReset", "How often the spending limit resets. Default: never.") with
            { Choices = ["daily", "weekly", "monthly"], ChoicesName = "OpenRouterLimitReset" },
            Field.Boolean(
                "includeByokInLimit",
                "Whether usage with your own provider keys (BYOK) counts toward the limit. Default: chosen by the " +
                "server.") with
            { IsDefaultChosenByServer = true },
        ],
        SecretsMapping =
        [
            Field.SecretName("apiKey", "OPEN_ROUTER_API_KEY", "Name of the secret that receives the active key."),
        ],
        Revocation = Revocation.SkipsMissing,
    };
}
