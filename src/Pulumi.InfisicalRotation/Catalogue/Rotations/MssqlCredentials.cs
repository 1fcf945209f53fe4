using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class MssqlCredentials
{
    public static readonly RotationType Type = new()
    {
        Slug = "mssql-credentials",
        Title = "Microsoft SQL Server Credentials",
        Description =
            "Rotates the passwords of two Microsoft SQL Server users alternately, so that the previous credential " +
            "stays valid until the next rotation.",
        ConnectionApps = ["mssql"],
        Slots = 2,
        CredentialLifecycle = SharedFields.TwoUsersLifecycle,
        RevocationEffect = SharedFields.SetsUnknownPasswords,
        ConflictEffect = SharedFields.PasswordConflict,
        RevokesAccount = true,
        Parameters =
        [
            .. SharedFields.TwoUsers("Microsoft SQL Server"),
            SharedFields.RotationStatement,
            SharedFields.PasswordRequirements(),
        ],
        SecretsMapping =
        [
            Field.SecretName(
                "username", "MSSQL_DB_USERNAME", "Name of the secret that receives the name of the active user."),
            Field.SecretName(
                "password", "MSSQL_DB_PASSWORD", "Name of the secret that receives the password of the active user."),
        ],
        Revocation = Revocation.AllOrError,
    };
}
