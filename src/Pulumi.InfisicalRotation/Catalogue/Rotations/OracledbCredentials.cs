using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class OracledbCredentials
{
    public static readonly RotationType Type = new()
    {
        Slug = "oracledb-credentials",
        Title = "OracleDB Credentials",
        Description =
            "Rotates the passwords of two Oracle Database users alternately, so that the previous credential stays " +
            "valid until the next rotation.",
        ConnectionApps = ["oracledb"],
        Slots = 2,
        CredentialLifecycle = SharedFields.TwoUsersLifecycle,
        RevocationEffect = SharedFields.SetsUnknownPasswords,
        ConflictEffect = SharedFields.PasswordConflict,
        RevokesAccount = true,
        Parameters =
        [
            .. SharedFields.TwoUsers("Oracle Database"),
            SharedFields.RotationStatement,
            SharedFields.PasswordRequirements(),
        ],
        SecretsMapping =
        [
            Field.SecretName(
                "username", "ORACLEDB_USERNAME", "Name of the secret that receives the name of the active user."),
            Field.SecretName(
                "password", "ORACLEDB_PASSWORD", "Name of the secret that receives the password of the active user."),
        ],
        ConnectionNeeds = "Connections for `oracledb` may require an Infisical enterprise plan.",
        Revocation = Revocation.AllOrError,
    };
}
