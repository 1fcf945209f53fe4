using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class MongodbCredentials
{
    public static readonly RotationType Type = new()
    {
        Slug = "mongodb-credentials",
        Title = "MongoDB Credentials",
        Description = "Keeps two logins of MongoDB and rotates their passwords in turn, so that one is always valid.",
        ConnectionApps = ["mongodb"],
        Slots = 2,
        CredentialLifecycle = SharedFields.TwoLoginsLifecycle,
        ConflictEffect = SharedFields.PasswordConflict,
        Parameters =
        [
            .. SharedFields.TwoLogins("MongoDB"),
            SharedFields.PasswordRequirements(),
        ],
        SecretsMapping =
        [
            Field.SecretName("username", "MONGODB_DB_USERNAME", "Secret that receives the login in use."),
            Field.SecretName("password", "MONGODB_DB_PASSWORD", "Secret that receives its password."),
        ],
    };
}
