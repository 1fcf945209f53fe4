using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class SnowflakeUserKeyPair
{
    public static readonly RotationType Type = new()
    {
        Slug = "snowflake-user-key-pair",
        Title = "Snowflake User Key Pair",
        Description = "Rotates the key pair of a Snowflake user.",
        ConnectionApps = ["snowflake"],
        Slots = 2,
        CredentialLifecycle =
            "Creating the rotation creates a key pair immediately. It also creates the user, with type SERVICE, if " +
            "the user does not exist. Infisical refuses a user that already has a key. Rotations alternate between " +
            "the two key slots of the user, and the previous key stays valid until the next rotation.",
        RevocationEffect = "Revoking removes the keys from the user and keeps the user.",
        Parameters =
        [
            Field.Text("username", "Name of the Snowflake user. It must not be the user of the connection.") with
            { IsRequired = true, ReplacementReason = SharedFields.ImmutableReason("Cannot update username") },
            // Earlier servers ignore the field and create 2048-bit keys.
            Field.Integer("modulusLength", "Size of the RSA keys in bits, 2048 or 4096. Default: 2048.") with
            { Default = 2048d, Numbers = [2048, 4096] },
        ],
        SecretsMapping =
        [
            Field.SecretName(
                "privateKey",
                "SNOWFLAKE_PRIVATE_KEY",
                "Name of the secret that receives the active private key (PKCS#8, PEM)."),
            Field.SecretName(
                "publicKey", "SNOWFLAKE_PUBLIC_KEY", "Name of the secret that receives the active public key (PEM)."),
        ],
    };
}
