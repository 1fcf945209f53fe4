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
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a client secret") +
            " An Okta application can have two client secrets. Infisical refuses to create the rotation if the " +
            "application already has two. The first rotation deletes any other client secret of the application, " +
            "regardless of who created it.",
        RevocationEffect = SharedFields.DeletesCredentials("client secrets") +
            " The last client secret of the application is kept.",
        CreationRisk =
            "The first rotation after creation deletes any other client secret of the Okta application, even if it is " +
            "in use or was not created by Infisical. Infisical refuses to create the rotation if the application already " +
            "has two client secrets.",
        ConflictEffect =
            "the first rotation of each deletes any other client secret of the application, which can be the active one " +
            "of the other rotation",
        Parameters =
        [
            Field.Text("clientId", "Client id of the Okta application.") with
            { IsRequired = true, ReplacementReason = "client secrets belong to the application" },
        ],
        SecretsMapping =
        [
            Field.SecretName("clientId", "OKTA_CLIENT_ID", "Name of the secret that receives the client id."),
            Field.SecretName(
                "clientSecret", "OKTA_CLIENT_SECRET", "Name of the secret that receives the active client secret."),
        ],
        Revocation = Revocation.BestEffort,
    };
}
