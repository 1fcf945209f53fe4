using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class OracledbCredentials
{
    public static readonly RotationType Type = new()
    {
        Slug = "oracledb-credentials",
        Title = "OracleDB Credentials",
        Description = "Keeps two logins of Oracle Database and rotates their passwords in turn, so that one is always valid.",
        ConnectionApps = ["oracledb"],
        Slots = 2,
        CredentialLifecycle = SharedFields.TwoLoginsLifecycle,
        ConflictEffect = SharedFields.PasswordConflict,
        Parameters =
        [
            .. SharedFields.TwoLogins("Oracle Database"),
            SharedFields.RotationStatement,
            SharedFields.PasswordRequirements(),
        ],
        SecretsMapping =
        [
            Field.SecretName("username", "ORACLEDB_USERNAME", "Secret that receives the login in use."),
            Field.SecretName("password", "ORACLEDB_PASSWORD", "Secret that receives its password."),
        ],
        ConnectionNeeds = "Connections for oracledb need an enterprise plan of Infisical.",
    };
}
