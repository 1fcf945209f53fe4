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
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a service account key") +
            " Google allows ten keys per service account.",
        RevocationEffect = SharedFields.DeletesCredentials("service account keys"),
        Parameters =
        [
            Field.Text("serviceAccountEmail", "Email address of the service account.") with
            {
                IsRequired = true,
                MaxLength = 254,
                Format = TextFormat.Email,
                ReplacementReason = SharedFields.ImmutableReason("Cannot update service account email"),
            },
        ],
        SecretsMapping =
        [
            Field.SecretName(
                "serviceAccountKey",
                "GCP_SERVICE_ACCOUNT_KEY",
                "Name of the secret that receives the active key file (JSON)."),
        ],
        ConnectionNeeds = "The connection needs the role `roles/iam.serviceAccountKeyAdmin` on the service account.",
        Revocation = Revocation.SkipsMissing,
    };
}
