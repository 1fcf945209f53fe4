using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class PostgresCredentials
{
    public static readonly RotationType Type = new()
    {
        Slug = "postgres-credentials",
        Title = "PostgreSQL Credentials",
        Description = "Keeps two logins of PostgreSQL and rotates their passwords in turn, so that one is always valid.",
        ConnectionApps = ["postgres"],
        Slots = 2,
        CredentialLifecycle = SharedFields.TwoLoginsLifecycle,
        ConflictEffect = SharedFields.PasswordConflict,
        Parameters =
        [
            .. SharedFields.TwoLogins("PostgreSQL"),
            SharedFields.RotationStatement,
            SharedFields.PasswordRequirements(),
        ],
        SecretsMapping =
        [
            Field.SecretName("username", "POSTGRES_DB_USERNAME", "Secret that receives the login in use."),
            Field.SecretName("password", "POSTGRES_DB_PASSWORD", "Secret that receives its password."),
        ],
    };
}
