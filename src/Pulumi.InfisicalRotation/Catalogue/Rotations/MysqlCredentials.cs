using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class MysqlCredentials
{
    public static readonly RotationType Type = new()
    {
        Slug = "mysql-credentials",
        Title = "MySQL Credentials",
        Description = "Keeps two logins of MySQL and rotates their passwords in turn, so that one is always valid.",
        ConnectionApps = ["mysql"],
        Slots = 2,
        CredentialLifecycle = SharedFields.TwoLoginsLifecycle,
        ConflictEffect = SharedFields.PasswordConflict,
        Parameters =
        [
            .. SharedFields.TwoLogins("MySQL"),
            SharedFields.RotationStatement,
            SharedFields.PasswordRequirements(),
        ],
        SecretsMapping =
        [
            Field.SecretName("username", "MYSQL_USERNAME", "Secret that receives the login in use."),
            Field.SecretName("password", "MYSQL_PASSWORD", "Secret that receives its password."),
        ],
    };
}
