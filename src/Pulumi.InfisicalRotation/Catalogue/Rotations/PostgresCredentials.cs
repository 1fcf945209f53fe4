using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class PostgresCredentials
{
    public static readonly RotationType Type = new()
    {
        Slug = "postgres-credentials",
        Title = "PostgreSQL Credentials",
        Description =
            "Rotates the passwords of two PostgreSQL users alternately, so that the previous credential stays valid " +
            "until the next rotation.",
        ConnectionApps = ["postgres"],
        Slots = 2,
        CredentialLifecycle = SharedFields.TwoUsersLifecycle,
        RevocationEffect = SharedFields.SetsUnknownPasswords,
        ConflictEffect = SharedFields.PasswordConflict,
        RevokesAccount = true,
        Parameters =
        [
            .. SharedFields.TwoUsers("PostgreSQL"),
            SharedFields.RotationStatement,
            SharedFields.PasswordRequirements(),
        ],
        SecretsMapping =
        [
            Field.SecretName(
                "username", "POSTGRES_DB_USERNAME", "Name of the secret that receives the name of the active user."),
            Field.SecretName(
                "password",
                "POSTGRES_DB_PASSWORD",
                "Name of the secret that receives the password of the active user."),
        ],
        Revocation = Revocation.AllOrError,
    };
}
