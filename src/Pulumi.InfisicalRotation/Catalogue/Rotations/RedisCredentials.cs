using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class RedisCredentials
{
    public static readonly RotationType Type = new()
    {
        Slug = "redis-credentials",
        Title = "Redis Credentials",
        Description = "Rotates a Redis ACL user and its password.",
        ConnectionApps = ["redis"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("an ACL user"),
        RevocationEffect = SharedFields.DeletesCredentials("ACL users"),
        Parameters =
        [
            SharedFields.PasswordRequirements(),
            Field.Text("permissionScope", "ACL rules of the created users, such as `~* +@read`.") with
            { IsRequired = true },
        ],
        SecretsMapping =
        [
            Field.SecretName(
                "username", "REDIS_USERNAME", "Name of the secret that receives the name of the active user."),
            Field.SecretName(
                "password", "REDIS_PASSWORD", "Name of the secret that receives the password of the active user."),
        ],
        Revocation = Revocation.AllOrError,
    };
}
