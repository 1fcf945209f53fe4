using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class OpenaiServiceAccount
{
    public static readonly RotationType Type = new()
    {
        Slug = "openai-service-account",
        Title = "OpenAI Service Account",
        Description = "Rotates a service account and its API key in an OpenAI project.",
        ConnectionApps = ["openai"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a service account with an API key"),
        RevocationEffect = SharedFields.DeletesCredentials("service accounts, with their API keys,"),
        Parameters =
        [
            Field.Text(
                "projectId",
                "Id of the OpenAI project (not the Infisical project) that contains the service accounts.") with
            { IsRequired = true, ReplacementReason = SharedFields.ImmutableReason("Cannot update project ID") },
            Field.Text("name", "Prefix of the names of the created service accounts.") with
            { IsRequired = true, MaxLength = 86 },
        ],
        SecretsMapping =
        [
            Field.SecretName("apiKey", "OPENAI_API_KEY", "Name of the secret that receives the active key."),
        ],
        Revocation = Revocation.SkipsMissing,
    };
}
