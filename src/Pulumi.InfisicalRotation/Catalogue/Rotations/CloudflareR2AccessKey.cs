using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class CloudflareR2AccessKey
{
    public static readonly RotationType Type = new()
    {
        Slug = "cloudflare-r2-access-key",
        Title = "Cloudflare R2 Access Key",
        Description = "Rotates an access key for Cloudflare R2 buckets.",
        ConnectionApps = ["cloudflare"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a token, and with it a key,") + " A token expires after twice the interval plus a day, at the earliest after seven days.",
        Parameters =
        [
            Field.Text("name", "Name that the tokens get.") with
            { IsRequired = true, MaxLength = 100 },
            Field.List(
                "buckets",
                "Buckets that the key opens; at least one, each only once.",
                Field.Object(
                    "bucket",
                    "One bucket.",
                    Field.Text("name", "Name of the bucket.") with { IsRequired = true, MaxLength = 64 },
                    Field.Text("jurisdiction", "Jurisdiction of the bucket. Default: default.") with
                    { Default = "default", Choices = ["default", "eu", "fedramp"], ChoicesName = "CloudflareR2Jurisdiction" }) with
                { TypeName = "CloudflareR2Bucket" }) with
            { IsRequired = true, MinItems = 1, Rule = Rules.DistinctBuckets },

            // Earlier servers require it; sending the default is right for all.
            Field.Text("accessLevel", "What the key may do in the buckets. Default: object-read.") with
            {
                Default = "object-read",
                IsDefaultSent = true,
                Choices = ["object-read", "object-read-write"],
                ChoicesName = "CloudflareR2AccessLevel",
            },
            Field.List("allowedIps", "Addresses or CIDR blocks the token may be used from. Default: any.", Field.Text("ip", "Address or block.") with
            { Format = TextFormat.IpOrCidr }),
            Field.List("disallowedIps", "Addresses or CIDR blocks the token may not be used from.", Field.Text("ip", "Address or block.") with
            { Format = TextFormat.IpOrCidr }),
        ],
        SecretsMapping =
        [
            Field.SecretName("accessKeyId", "CLOUDFLARE_R2_ACCESS_KEY_ID", "Secret that receives the id of the key in use."),
            Field.SecretName("secretAccessKey", "CLOUDFLARE_R2_SECRET_ACCESS_KEY", "Secret that receives the secret key in use."),

            // Earlier servers require a secret for the token too; later ones drop the name without a word.
            Field.SecretName("apiToken", "CLOUDFLARE_R2_API_TOKEN", "Secret that receives the token; only earlier servers, which require it, fill it.") with
            { IsRequired = false, MayBeOmittedByServer = true },
        ],
        Revocation = Revocation.BestEffort,
    };
}
