using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class SupabaseApiKey
{
    public static readonly RotationType Type = new()
    {
        Slug = "supabase-api-key",
        Title = "Supabase API Key",
        Description = "Rotates an API key of a Supabase project.",
        ConnectionApps = ["supabase"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a key"),
        Parameters =
        [
            Field.Text("projectRef", "Reference id of the Supabase project.") with
            { IsRequired = true, ReplacementReason = SharedFields.ImmutableReason("Cannot update project reference or key type") },
            Field.Text("keyType", "Kind of key: publishable or secret.") with
            { IsRequired = true, Choices = ["publishable", "secret"], ChoicesName = "SupabaseKeyType", ReplacementReason = SharedFields.ImmutableReason("Cannot update project reference or key type") },
        ],
        SecretsMapping =
        [
            Field.SecretName("apiKey", "SUPABASE_API_KEY", "Secret that receives the key in use."),
        ],
    };
}
