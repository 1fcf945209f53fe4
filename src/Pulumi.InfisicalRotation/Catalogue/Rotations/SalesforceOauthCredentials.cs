using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class SalesforceOauthCredentials
{
    public static readonly RotationType Type = new()
    {
        Slug = "salesforce-oauth-credentials",
        Title = "Salesforce OAuth Credentials",
        Description = "Rotates the consumer key and secret of a Salesforce app.",
        ConnectionApps = ["salesforce"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a consumer key and secret") +
            " Revoking the credentials on deletion disables OAuth for the entire external client app. This also " +
            "invalidates consumer keys that the rotation did not issue. Set `revokeCredentialsOnDelete` to `false` " +
            "to prevent it.",
        Parameters =
        [
            Field.Text("appId", "Id of the external client app.") with
            { IsRequired = true, ReplacementReason = "consumer keys belong to the app" },
            Field.Text("appName", "Name of the external client app.") with
            { IsRequired = true },
        ],
        SecretsMapping =
        [
            Field.SecretName(
                "consumerKey", "SALESFORCE_CONSUMER_KEY", "Name of the secret that receives the active consumer key."),
            Field.SecretName(
                "consumerSecret",
                "SALESFORCE_CONSUMER_SECRET",
                "Name of the secret that receives the active consumer secret."),
        ],
    };
}
