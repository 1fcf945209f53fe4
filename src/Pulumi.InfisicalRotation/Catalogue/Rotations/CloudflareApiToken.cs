using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class CloudflareApiToken
{
    private static readonly Field Effect = Field.Text("effect", "Effect of the policy: `allow` or `deny`.") with
    { IsRequired = true, Choices = ["allow", "deny"], ChoicesName = "CloudflarePolicyEffect" };

    private static readonly Field Scope = Field.Text(
        "scope", "Resources that the policy covers: `account`, `all-zones` or `zones`.") with
    { IsRequired = true, Choices = ["account", "all-zones", "zones"], ChoicesName = "CloudflarePolicyScope" };

    private static readonly Field ZoneIds = Field.List(
        "zoneIds",
        "Ids of the zones. Required if `scope` is `zones`, and not allowed otherwise.",
        Field.Text("zoneId", "Zone id."));

    private static readonly Field PermissionGroupIds = Field.List(
        "permissionGroupIds",
        "Ids of Cloudflare permission groups. At least one is required.",
        Field.Text("id", "Permission group id.")) with
    { IsRequired = true, MinItems = 1 };

    private static readonly Field Policy = Field.Object(
        "policy", "Access policy.", Effect, Scope, ZoneIds, PermissionGroupIds) with
    {
        TypeName = "CloudflarePolicy",
        Rule = Rules.CloudflarePolicy,
        Example = PropertyMap.Empty.With(Effect.Name, "allow").With(Scope.Name, "account").With(
            PermissionGroupIds.Name, new PropertyValue.List(["c8fed203ed3043cba015a93ad1616f1f"])),
    };

    public static readonly RotationType Type = new()
    {
        Slug = "cloudflare-api-token",
        Title = "Cloudflare API Token",
        Description = "Rotates a Cloudflare API token with the given policies.",
        ConnectionApps = ["cloudflare"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("an API token"),
        RevocationEffect = SharedFields.DeletesCredentials("API tokens"),
        Parameters =
        [
            Field.Text("name", "Name of the created tokens.") with
            { IsRequired = true, MaxLength = 100 },
            Field.List("policies", "Access policies of the token. At least one is required.", Policy) with
            { IsRequired = true, MinItems = 1 },
            SharedFields.AllowedIps,
            SharedFields.DisallowedIps,
        ],
        SecretsMapping =
        [
            Field.SecretName(
                "tokenId", "CLOUDFLARE_API_TOKEN_ID", "Name of the secret that receives the id of the active token."),
            Field.SecretName("apiToken", "CLOUDFLARE_API_TOKEN", "Name of the secret that receives the active token."),
        ],
        Revocation = Revocation.BestEffort,
    };
}
