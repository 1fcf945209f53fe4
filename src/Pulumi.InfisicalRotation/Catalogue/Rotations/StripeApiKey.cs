using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class StripeApiKey
{
    public static readonly RotationType Type = new()
    {
        Slug = "stripe-api-key",
        Title = "Stripe API Key",
        Description = "Rotates a restricted API key of a Stripe account.",
        ConnectionApps = ["stripe"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a restricted API key"),
        RevocationEffect = SharedFields.DeletesCredentials("restricted API keys"),
        Parameters =
        [
            Field.Text(
                "keyName",
                "Name of the created keys. " +
                "Default: `infisical-managed`.") with { MaxLength = 80, Default = "infisical-managed" },

            // The server removes duplicates.
            Field.List(
                "permissions",
                "Permissions of the keys. At least one is required.",
                Field.Text(
                    "permission", "Permission of a restricted API key.") with { Choices = StripePermissions.All }) with
            { IsRequired = true, MinItems = 1, MaxItems = 158, IsSet = true },
        ],
        SecretsMapping =
        [
            Field.SecretName("apiKey", "STRIPE_API_KEY", "Name of the secret that receives the active key."),
        ],
        Revocation = Revocation.SkipsMissing,
        ConnectionNeeds = "Connections for `stripe` can be created only in a browser, with OAuth.",
    };
}
