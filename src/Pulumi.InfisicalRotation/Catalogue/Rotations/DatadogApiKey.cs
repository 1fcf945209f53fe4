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
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a key"),
        Parameters =
        [
            Field.Text("name", "Name that the keys get.") with
            { IsRequired = true, MaxLength = 255 },
        ],
        SecretsMapping =
        [
            Field.SecretName("apiKeyId", "DATADOG_API_KEY_ID", "Secret that receives the id of the key in use."),
            Field.SecretName("apiKey", "DATADOG_API_KEY", "Secret that receives the key in use."),
        ],
    };
}
