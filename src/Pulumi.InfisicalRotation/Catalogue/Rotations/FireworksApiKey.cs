using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class FireworksApiKey
{
    public static readonly RotationType Type = new()
    {
        Slug = "fireworks-api-key",
        Title = "Fireworks Secret",
        Description = "Rotates an API key of a Fireworks service account.",
        ConnectionApps = ["fireworks"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("an API key"),
        RevocationEffect = SharedFields.DeletesCredentials("API keys"),
        Parameters =
        [
            Field.Text(
                "serviceAccountUserId",
                "User id of the service account that owns the keys. It can contain letters, digits, hyphens and " +
                "underscores.") with
            {
                IsRequired = true,
                Rule = Rules.WordCharacters,
                Example = "ci-bot",
                ReplacementReason = "API keys belong to the service account",
            },
        ],
        SecretsMapping =
        [
            Field.SecretName("apiKey", "FIREWORKS_API_KEY", "Name of the secret that receives the active key."),
        ],
        Revocation = Revocation.BestEffort,
    };
}
