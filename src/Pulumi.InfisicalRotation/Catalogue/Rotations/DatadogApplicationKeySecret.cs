using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class DatadogApplicationKeySecret
{
    public static readonly RotationType Type = new()
    {
        Slug = "datadog-application-key-secret",
        Title = "Datadog Application Key",
        Description = "Rotates an application key of a Datadog service account.",
        ConnectionApps = ["datadog"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a key"),
        Parameters =
        [
            Field.Text("serviceAccountId", "Id of the service account that owns the keys.") with
            { IsRequired = true, ReplacementReason = SharedFields.ImmutableReason("Cannot update service account ID") },
        ],
        SecretsMapping =
        [
            Field.SecretName("applicationKeyId", "DATADOG_APPLICATION_KEY_ID", "Secret that receives the id of the key in use."),
            Field.SecretName("applicationKey", "DATADOG_APPLICATION_KEY", "Secret that receives the key in use."),
        ],
    };
}
