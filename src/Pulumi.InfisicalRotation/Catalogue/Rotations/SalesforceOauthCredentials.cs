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
            " Infisical refuses the app that the connection itself uses.",
        RevocationEffect =
            "Revoking disables OAuth for the entire external client app: every consumer key of the app stops working, " +
            "also those that the rotation did not create.",
        CreationRisk =
            "Consumer keys of a Salesforce app cannot be revoked one by one. Deleting the rotation either leaves them " +
            "valid (revokeCredentialsOnDelete: false, the default) or disables OAuth for the entire external client app.",
        RevocationRisk =
            "revokeCredentialsOnDelete is true: deleting or replacing the rotation disables OAuth for the entire external " +
            "client app, and consumer keys that the rotation did not create stop working too.",
        RevokesByDefault = false,
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
