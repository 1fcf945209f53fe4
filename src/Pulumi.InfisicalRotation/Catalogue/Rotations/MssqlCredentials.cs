using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class MssqlCredentials
{
    public static readonly RotationType Type = new()
    {
        Slug = "mssql-credentials",
        Title = "Microsoft SQL Server Credentials",
        Description = "Keeps two logins of Microsoft SQL Server and rotates their passwords in turn, so that one is always valid.",
        ConnectionApps = ["mssql"],
        Slots = 2,
        CredentialLifecycle = SharedFields.TwoLoginsLifecycle,
        ConflictEffect = SharedFields.PasswordConflict,
        Parameters =
        [
            .. SharedFields.TwoLogins("Microsoft SQL Server"),
            SharedFields.RotationStatement,
            SharedFields.PasswordRequirements(),
        ],
        SecretsMapping =
        [
            Field.SecretName("username", "MSSQL_DB_USERNAME", "Secret that receives the login in use."),
            Field.SecretName("password", "MSSQL_DB_PASSWORD", "Secret that receives its password."),
        ],
    };
}
