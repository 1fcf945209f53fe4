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
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a pair of key and secret"),
        Parameters =
        [
            Field.Text("appId", "Id of the external client app.") with
            { IsRequired = true, ReplacementReason = "the credentials belong to the app" },
            Field.Text("appName", "Name of the app.") with
            { IsRequired = true },
        ],
        SecretsMapping =
        [
            Field.SecretName("consumerKey", "SALESFORCE_CONSUMER_KEY", "Secret that receives the consumer key in use."),
            Field.SecretName("consumerSecret", "SALESFORCE_CONSUMER_SECRET", "Secret that receives the consumer secret in use."),
        ],
    };
}
