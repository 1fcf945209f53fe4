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
        CredentialLifecycle = "Creating the rotation makes a key pair at once, and a user of the kind SERVICE where there is none; a user that has a key already is refused. The two " +
            "key slots of the user are used in turn. Removing the rotation takes the keys away; the user stays.",
        Parameters =
        [
            Field.Text("username", "Snowflake user; not the connection's own.") with
            { IsRequired = true, ReplacementReason = SharedFields.ImmutableReason("Cannot update username") },
            // Earlier servers don't know the field, and make keys of 2048 bits.
            Field.Integer("modulusLength", "Size of the RSA keys in bits, 2048 or 4096. Default: 2048.") with
            { Default = 2048d, Numbers = [2048, 4096], MayBeOmittedByServer = true },
        ],
        SecretsMapping =
        [
            Field.SecretName("privateKey", "SNOWFLAKE_PRIVATE_KEY", "Secret that receives the private key (PKCS#8, PEM) in use."),
            Field.SecretName("publicKey", "SNOWFLAKE_PUBLIC_KEY", "Secret that receives the public key (PEM) in use."),
        ],
    };
}
