using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class SupabaseApiKey
{
    private static readonly string Reason = SharedFields.ImmutableReason("Cannot update project reference or key type");

    public static readonly RotationType Type = new()
    {
        Slug = "supabase-api-key",
        Title = "Supabase API Key",
        Description = "Rotates an API key of a Supabase project.",
        ConnectionApps = ["supabase"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("an API key"),
        RevocationEffect = SharedFields.DeletesCredentials("API keys"),
        Parameters =
        [
            Field.Text("projectRef", "Reference id of the Supabase project.") with
            { IsRequired = true, ReplacementReason = Reason },
            Field.Text("keyType", "Type of the created keys: `publishable` or `secret`.") with
            {
                IsRequired = true,
                Choices = ["publishable", "secret"],
                ChoicesName = "SupabaseKeyType",
                ReplacementReason = Reason,
            },
        ],
        SecretsMapping =
        [
            Field.SecretName("apiKey", "SUPABASE_API_KEY", "Name of the secret that receives the active key."),
        ],
        Revocation = Revocation.SkipsMissing,
    };
}
