using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class DatabricksServicePrincipalSecret
{
    public static readonly RotationType Type = new()
    {
        Slug = "databricks-service-principal-secret",
        Title = "Databricks Service Principal Secret",
        Description = "Rotates an OAuth secret of a Databricks service principal.",
        ConnectionApps = ["databricks"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("an OAuth secret") +
            " A rotation fails if the service principal has four OAuth secrets.",
        RevocationEffect = SharedFields.DeletesCredentials("OAuth secrets"),
        Parameters =
        [
            Field.Text("servicePrincipalId", "Numeric id of the service principal, as a string.") with
            { IsRequired = true, ReplacementReason = "OAuth secrets belong to the service principal" },
            Field.Text("servicePrincipalName", "Display name of the service principal. For information only."),
            Field.Text("clientId", "OAuth client (application) id of the service principal.") with
            { IsRequired = true, ReplacementReason = "OAuth secrets belong to the service principal" },
        ],
        SecretsMapping =
        [
            Field.SecretName("clientId", "DATABRICKS_CLIENT_ID", "Name of the secret that receives the client id."),
            Field.SecretName(
                "clientSecret",
                "DATABRICKS_CLIENT_SECRET",
                "Name of the secret that receives the active OAuth secret."),
        ],
        Revocation = Revocation.SkipsMissing,

        // The server refuses a longer interval.
        MaxRotationInterval = 363,
    };
}
