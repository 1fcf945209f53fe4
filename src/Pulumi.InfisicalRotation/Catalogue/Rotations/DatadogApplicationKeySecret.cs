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
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("an application key"),
        RevocationEffect = SharedFields.DeletesCredentials("application keys"),
        Parameters =
        [
            Field.Text("serviceAccountId", "Id of the service account that owns the keys.") with
            { IsRequired = true, ReplacementReason = SharedFields.ImmutableReason("Cannot update service account ID") },
        ],
        SecretsMapping =
        [
            Field.SecretName(
                "applicationKeyId",
                "DATADOG_APPLICATION_KEY_ID",
                "Name of the secret that receives the id of the active key."),
            Field.SecretName(
                "applicationKey", "DATADOG_APPLICATION_KEY", "Name of the secret that receives the active key."),
        ],
        Revocation = Revocation.BestEffort,
    };
}
