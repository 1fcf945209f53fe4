using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class MysqlCredentials
{
    public static readonly RotationType Type = new()
    {
        Slug = "mysql-credentials",
        Title = "MySQL Credentials",
        Description =
            "Rotates the passwords of two MySQL users alternately, so that the previous credential stays valid until " +
            "the next rotation.",
        ConnectionApps = ["mysql"],
        Slots = 2,
        CredentialLifecycle = SharedFields.TwoUsersLifecycle,
        RevocationEffect = SharedFields.SetsUnknownPasswords,
        ConflictEffect = SharedFields.PasswordConflict,
        RevokesAccount = true,
        Parameters =
        [
            .. SharedFields.TwoUsers("MySQL"),
            SharedFields.RotationStatement,
            SharedFields.PasswordRequirements(),
        ],
        SecretsMapping =
        [
            Field.SecretName(
                "username", "MYSQL_USERNAME", "Name of the secret that receives the name of the active user."),
            Field.SecretName(
                "password", "MYSQL_PASSWORD", "Name of the secret that receives the password of the active user."),
        ],
        Revocation = Revocation.AllOrError,
    };
}
