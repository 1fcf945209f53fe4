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
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a key"),
        Parameters =
        [
            Field.Text("keyName", "Name that the keys get. Default: infisical-managed.") with { MaxLength = 80, Default = "infisical-managed" },

            // The server drops what is there twice.
            Field.List("permissions", "What the keys may do; at least one.", Field.Text("permission", "Permission of a restricted key.") with
            { Choices = StripePermissions.All }) with
            { IsRequired = true, MinItems = 1, MaxItems = 158, IsSet = true },
        ],
        SecretsMapping =
        [
            Field.SecretName("apiKey", "STRIPE_API_KEY", "Secret that receives the key in use."),
        ],
        ConnectionNeeds = "Connections for stripe can be made only in a browser (OAuth).",
    };
}
