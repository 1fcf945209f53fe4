using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class MongodbCredentials
{
    public static readonly RotationType Type = new()
    {
        Slug = "mongodb-credentials",
        Title = "MongoDB Credentials",
        Description =
            "Rotates the passwords of two MongoDB users alternately, so that the previous credential stays valid " +
            "until the next rotation.",
        ConnectionApps = ["mongodb"],
        Slots = 2,
        CredentialLifecycle = SharedFields.TwoUsersLifecycle,
        RevocationEffect = SharedFields.SetsUnknownPasswords,
        ConflictEffect = SharedFields.PasswordConflict,
        RevokesAccount = true,
        Parameters =
        [
            .. SharedFields.TwoUsers("MongoDB"),
            SharedFields.PasswordRequirements(),
        ],
        SecretsMapping =
        [
            Field.SecretName(
                "username", "MONGODB_DB_USERNAME", "Name of the secret that receives the name of the active user."),
            Field.SecretName(
                "password", "MONGODB_DB_PASSWORD", "Name of the secret that receives the password of the active user."),
        ],
        Revocation = Revocation.AllOrError,
    };
}
