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
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("an API token with its access key") +
            " Tokens expire after twice the interval plus one day, but not before seven days.",
        RevocationEffect = SharedFields.DeletesCredentials("API tokens, with their access keys,"),
        Parameters =
        [
            Field.Text("name", "Name of the created tokens.") with
            { IsRequired = true, MaxLength = 100 },
            Field.List(
                "buckets",
                "Buckets that the key can access. At least one is required, without duplicates.",
                Field.Object(
                    "bucket",
                    "R2 bucket.",
                    Field.Text("name", "Name of the bucket.") with { IsRequired = true, MaxLength = 64 },
                    Field.Text("jurisdiction", "Jurisdiction of the bucket. Default: `default`.") with
                    {
                        Default = "default",
                        Choices = ["default", "eu", "fedramp"],
                        ChoicesName = "CloudflareR2Jurisdiction",
                    }) with
                { TypeName = "CloudflareR2Bucket" }) with
            { IsRequired = true, MinItems = 1, Rule = Rules.DistinctBuckets },

            // Earlier servers require it. Later servers accept the default value.
            Field.Text("accessLevel", "Access level of the key in the buckets. Default: `object-read`.") with
            {
                Default = "object-read",
                IsDefaultSent = true,
                Choices = ["object-read", "object-read-write"],
                ChoicesName = "CloudflareR2AccessLevel",
            },
            SharedFields.AllowedIps,
            SharedFields.DisallowedIps,
        ],
        SecretsMapping =
        [
            Field.SecretName(
                "accessKeyId",
                "CLOUDFLARE_R2_ACCESS_KEY_ID",
                "Name of the secret that receives the id of the active access key."),
            Field.SecretName(
                "secretAccessKey",
                "CLOUDFLARE_R2_SECRET_ACCESS_KEY",
                "Name of the secret that receives the active secret access key."),

            // Earlier servers require a secret for the token. Later servers ignore the name.
            Field.SecretName(
                "apiToken",
                "CLOUDFLARE_R2_API_TOKEN",
                "Name of the secret that receives the API token. Earlier servers require it. Later servers ignore it " +
                "and do not create the secret.") with
            { IsRequired = false },
        ],
        Revocation = Revocation.BestEffort,
    };
}
