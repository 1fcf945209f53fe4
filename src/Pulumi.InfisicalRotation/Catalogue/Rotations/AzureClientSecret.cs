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
        CredentialLifecycle = "Creating the rotation adds a client secret to the application at once. Each rotation adds a new one and removes the one before the last. A secret " +
            "expires after twice the interval plus three days.",
        Parameters =
        [
            Field.Text("objectId", "Object id of the Entra application (not its client id).") with
            { IsRequired = true, ReplacementReason = "the secrets belong to the application" },
            Field.Text("appName", "Display name of the application, for information only."),
            Field.Text("clientId", "Application (client) id of the application.") with
            { IsRequired = true, ReplacementReason = "the secrets belong to the application" },
        ],
        SecretsMapping =
        [
            Field.SecretName("clientId", "AZURE_CLIENT_ID", "Secret that receives the client id."),
            Field.SecretName("clientSecret", "AZURE_CLIENT_SECRET", "Secret that receives the client secret in use."),
        ],
        Revocation = Revocation.SkipsMissing,

        // Azure refuses secrets that live longer than five years, and the server finds out after it has made one.
        MaxRotationInterval = 909,
    };
}
