using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class OktaClientSecret
{
    public static readonly RotationType Type = new()
    {
        Slug = "okta-client-secret",
        Title = "Okta Client Secret",
        Description = "Rotates a client secret of an Okta application.",
        ConnectionApps = ["okta"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a client secret"),
        Parameters =
        [
            Field.Text("clientId", "Client id of the Okta application.") with
            { IsRequired = true, ReplacementReason = "the secrets belong to the application" },
        ],
        SecretsMapping =
        [
            Field.SecretName("clientId", "OKTA_CLIENT_ID", "Secret that receives the client id."),
            Field.SecretName("clientSecret", "OKTA_CLIENT_SECRET", "Secret that receives the client secret in use."),
        ],
    };
}
