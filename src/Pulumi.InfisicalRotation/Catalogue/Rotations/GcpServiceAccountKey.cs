using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class GcpServiceAccountKey
{
    public static readonly RotationType Type = new()
    {
        Slug = "gcp-service-account-key",
        Title = "GCP Service Account Key",
        Description = "Rotates a key of a Google Cloud service account.",
        ConnectionApps = ["gcp"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a key") + " Google allows ten keys for a service account.",
        Parameters =
        [
            Field.Text("serviceAccountEmail", "E-mail address of the service account.") with
            { IsRequired = true, MaxLength = 254, Format = TextFormat.Email, ReplacementReason = SharedFields.ImmutableReason("Cannot update service account email") },
        ],
        SecretsMapping =
        [
            Field.SecretName("serviceAccountKey", "GCP_SERVICE_ACCOUNT_KEY", "Secret that receives the key file (JSON) in use."),
        ],
        ConnectionNeeds = "The role roles/iam.serviceAccountKeyAdmin on the service account.",
        Revocation = Revocation.SkipsMissing,
    };
}
