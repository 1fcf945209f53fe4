using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class AzureClientSecret
{
    public static readonly RotationType Type = new()
    {
        Slug = "azure-client-secret",
        Title = "Azure Client Secret",
        Description = "Rotates a client secret of a Microsoft Entra application.",
        ConnectionApps = ["azure-client-secrets"],
        Slots = 2,
        CredentialLifecycle =
            "Creating the rotation adds a client secret to the application immediately. Each rotation adds a new " +
            "client secret. The previous one stays valid until the next rotation, which removes it. Client secrets " +
            "expire after twice the interval plus three days.",
        RevocationEffect = "Revoking removes the client secrets that the rotation added.",
        Parameters =
        [
            Field.Text("objectId", "Object id (not client id) of the Entra application.") with
            { IsRequired = true, ReplacementReason = "client secrets belong to the application" },
            Field.Text("appName", "Display name of the application. For information only."),
            Field.Text("clientId", "Application (client) id of the Entra application.") with
            { IsRequired = true, ReplacementReason = "client secrets belong to the application" },
        ],
        SecretsMapping =
        [
            Field.SecretName("clientId", "AZURE_CLIENT_ID", "Name of the secret that receives the client id."),
            Field.SecretName(
                "clientSecret", "AZURE_CLIENT_SECRET", "Name of the secret that receives the active client secret."),
        ],
        Revocation = Revocation.SkipsMissing,

        // Azure limits secrets to five years. The server checks this only after it has created a secret.
        MaxRotationInterval = 909,
    };
}
