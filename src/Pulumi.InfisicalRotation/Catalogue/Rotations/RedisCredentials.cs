using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class RedisCredentials
{
    public static readonly RotationType Type = new()
    {
        Slug = "redis-credentials",
        Title = "Redis Credentials",
        Description = "Rotates a Redis ACL user.",
        ConnectionApps = ["redis"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("an ACL user"),
        Parameters =
        [
            SharedFields.PasswordRequirements(),
            Field.Text("permissionScope", "ACL rules that the users get, such as `~* +@read`.") with
            { IsRequired = true },
        ],
        SecretsMapping =
        [
            Field.SecretName("username", "REDIS_USERNAME", "Secret that receives the name of the user in use."),
            Field.SecretName("password", "REDIS_PASSWORD", "Secret that receives its password."),
        ],
    };
}
