using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class DatadogApiKey
{
    public static readonly RotationType Type = new()
    {
        Slug = "datadog-api-key",
        Title = "Datadog API Key",
        Description = "Rotates a Datadog API key.",
        ConnectionApps = ["datadog"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("an API key"),
        RevocationEffect = SharedFields.DeletesCredentials("API keys"),
        Parameters =
        [
            Field.Text("name", "Name of the created keys.") with
            { IsRequired = true, MaxLength = 255 },
        ],
        SecretsMapping =
        [
            Field.SecretName(
                "apiKeyId", "DATADOG_API_KEY_ID", "Name of the secret that receives the id of the active key."),
            Field.SecretName("apiKey", "DATADOG_API_KEY", "Name of the secret that receives the active key."),
        ],
        Revocation = Revocation.BestEffort,
    };
}
