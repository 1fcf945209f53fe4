using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class CloudflareApiToken
{
    public static readonly RotationType Type = new()
    {
        Slug = "cloudflare-api-token",
        Title = "Cloudflare API Token",
        Description = "Rotates a Cloudflare API token with the given policies.",
        ConnectionApps = ["cloudflare"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a token"),
        Parameters =
        [
            Field.Text("name", "Name that the tokens get.") with
            { IsRequired = true, MaxLength = 100 },
            Field.List(
                "policies",
                "What the token may do; at least one.",
                Field.Object(
                    "policy",
                    "One policy.",
                    Field.Text("effect", "allow or deny.") with { IsRequired = true, Choices = ["allow", "deny"], ChoicesName = "CloudflarePolicyEffect" },
                    Field.Text("scope", "What the policy covers: account, all-zones or zones.") with
                    { IsRequired = true, Choices = ["account", "all-zones", "zones"], ChoicesName = "CloudflarePolicyScope" },
                    Field.List("zoneIds", "Ids of the zones covered, where scope is zones; not given otherwise.", Field.Text("zoneId", "Id of a zone.")),
                    Field.List("permissionGroupIds", "Ids of Cloudflare permission groups; at least one.", Field.Text("id", "Id of a group.")) with
                    { IsRequired = true, MinItems = 1 }) with
                {
                    TypeName = "CloudflarePolicy",
                    Rule = Rules.CloudflarePolicy,
                    Example = PropertyMap.Empty.With("effect", "allow").With("scope", "account").With(
                        "permissionGroupIds", new PropertyValue.List(["c8fed203ed3043cba015a93ad1616f1f"])),
                }) with
            { IsRequired = true, MinItems = 1 },
            Field.List("allowedIps", "Addresses or CIDR blocks the token may be used from. Default: any.", Field.Text("ip", "Address or block.") with
            { Format = TextFormat.IpOrCidr }),
            Field.List("disallowedIps", "Addresses or CIDR blocks the token may not be used from.", Field.Text("ip", "Address or block.") with
            { Format = TextFormat.IpOrCidr }),
        ],
        SecretsMapping =
        [
            Field.SecretName("tokenId", "CLOUDFLARE_API_TOKEN_ID", "Secret that receives the id of the token in use."),
            Field.SecretName("apiToken", "CLOUDFLARE_API_TOKEN", "Secret that receives the token in use."),
        ],
        Revocation = Revocation.BestEffort,
    };
}
