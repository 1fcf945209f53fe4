using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class Auth0ClientSecret
{
    public static readonly RotationType Type = new()
    {
        Slug = "auth0-client-secret",
        Title = "Auth0 Client Secret",
        Description = "Rotates the client secret of an Auth0 application.",
        ConnectionApps = ["auth0"],
        Slots = 1,
        CredentialLifecycle =
            "An Auth0 application has one client secret. Creating the rotation and every later rotation replace it. " +
            "The previous secret stops working immediately.",
        RevocationEffect = "Revoking replaces the client secret of the application with one that nobody knows.",
        ConflictEffect =
            "each rotation replaces the only client secret of the application and invalidates the one that the other " +
            "rotation has published",
        RevokesAccount = true,
        Parameters =
        [
            Field.Text("clientId", "Client id of the Auth0 application.") with
            { IsRequired = true, ReplacementReason = "the secret belongs to the application" },
        ],
        SecretsMapping =
        [
            Field.SecretName("clientId", "AUTH0_CLIENT_ID", "Name of the secret that receives the client id."),
            Field.SecretName(
                "clientSecret", "AUTH0_CLIENT_SECRET", "Name of the secret that receives the active client secret."),
        ],
        Revocation = Revocation.AllOrError,
    };
}
