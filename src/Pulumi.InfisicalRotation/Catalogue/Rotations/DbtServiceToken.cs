using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class DbtServiceToken
{
    public static readonly RotationType Type = new()
    {
        Slug = "dbt-service-token",
        Title = "DBT Service Token",
        Description = "Rotates a dbt service token with the given grants.",
        ConnectionApps = ["dbt"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a token"),
        Parameters =
        [
            Field.List(
                "permissionGrants",
                "What the tokens may do; at least one grant.",
                Field.Object(
                    "grant",
                    "One grant.",
                    Field.Text("permissionSet", "Permission set of dbt.") with
                    {
                        IsRequired = true,
                        ChoicesName = "DbtPermissionSet",
                        Choices =
                        [
                            "account_admin", "account_viewer", "admin", "analyst", "billing_admin", "cost_insights_admin", "cost_insights_viewer",
                            "cost_management_admin", "cost_management_viewer", "database_admin", "developer", "fusion_admin", "git_admin", "job_admin",
                            "job_runner", "job_viewer", "manage_marketplace_apps", "member", "metadata_only", "owner", "project_creator", "readonly",
                            "scim_only", "security_admin", "semantic_layer_only", "stakeholder", "team_admin", "webhooks_only",
                        ],
                    },
                    Field.Number("projectId", "The one dbt project that the grant is for. Default: all projects.")) with
                { TypeName = "DbtPermissionGrant" }) with
            { IsRequired = true, MinItems = 1 },
        ],
        SecretsMapping =
        [
            Field.SecretName("serviceToken", "DBT_SERVICE_TOKEN", "Secret that receives the token in use."),
        ],
        Revocation = Revocation.SkipsMissing,
    };
}
