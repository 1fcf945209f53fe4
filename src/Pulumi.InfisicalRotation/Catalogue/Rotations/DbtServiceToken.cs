using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class DbtServiceToken
{
    public static readonly RotationType Type = new()
    {
        Slug = "dbt-service-token",
        Title = "DBT Service Token",
        Description = "Rotates a dbt service token with the given permission grants.",
        ConnectionApps = ["dbt"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a service token"),
        RevocationEffect = SharedFields.DeletesCredentials("service tokens"),
        Parameters =
        [
            // Infisical Cloud requires the name at creation and in every update of the parameters. Other server versions
            // ignore it and omit it from their responses.
            Field.Text(
                "tokenName",
                "Name of the created tokens. Default: the name that the rotation has when it is created. Some server " +
                "versions ignore it.") with
            {
                MinLength = 1,
                MaxLength = 255,
                IsDefaultChosenByServer = true,
                DefaultInput = Envelope.Name.Name,
            },
            Field.List(
                "permissionGrants",
                "Permission grants of the tokens. At least one is required.",
                Field.Object(
                    "grant",
                    "Permission grant.",
                    Field.Text("permissionSet", "dbt permission set.") with
                    {
                        IsRequired = true,
                        ChoicesName = "DbtPermissionSet",
                        Choices =
                        [
                            "account_admin", "account_viewer", "admin", "analyst", "billing_admin",
                            "cost_insights_admin", "cost_insights_viewer",
                            "cost_management_admin", "cost_management_viewer", "database_admin", "developer",
                            "fusion_admin", "git_admin", "job_admin", "job_runner", "job_viewer",
                            "manage_marketplace_apps", "member", "metadata_only", "owner", "project_creator",
                            "readonly", "scim_only", "security_admin", "semantic_layer_only", "stakeholder",
                            "team_admin", "webhooks_only",
                        ],
                    },
                    Field.Number(
                        "projectId", "Id of the dbt project that the grant applies to. Default: all projects.")) with
                { TypeName = "DbtPermissionGrant" }) with
            { IsRequired = true, MinItems = 1 },
        ],
        SecretsMapping =
        [
            Field.SecretName("serviceToken", "DBT_SERVICE_TOKEN", "Name of the secret that receives the active token."),
        ],
        Revocation = Revocation.SkipsMissing,
    };
}
