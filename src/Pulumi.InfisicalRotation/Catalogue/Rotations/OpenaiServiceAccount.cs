using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class OpenaiServiceAccount
{
    public static readonly RotationType Type = new()
    {
        Slug = "openai-service-account",
        Title = "OpenAI Service Account",
        Description = "Rotates a service account, and its API key, of an OpenAI project.",
        ConnectionApps = ["openai"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a service account with a key"),
        Parameters =
        [
            Field.Text("projectId", "OpenAI project of the service accounts (not the Infisical project).") with
            { IsRequired = true, ReplacementReason = SharedFields.ImmutableReason("Cannot update project ID") },
            Field.Text("name", "Beginning of the names that the service accounts get.") with
            { IsRequired = true, MaxLength = 86 },
        ],
        SecretsMapping =
        [
            Field.SecretName("apiKey", "OPENAI_API_KEY", "Secret that receives the key in use."),
        ],
    };
}
