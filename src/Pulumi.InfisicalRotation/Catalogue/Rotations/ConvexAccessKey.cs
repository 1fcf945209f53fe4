using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class ConvexAccessKey
{
    public static readonly RotationType Type = new()
    {
        Slug = "convex-access-key",
        Title = "Convex Access Key",
        Description = "Rotates a Convex access key.",
        ConnectionApps = ["convex"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("an access key"),
        RevocationEffect = SharedFields.DeletesCredentials("access keys"),
        Parameters =
        [
            Field.Text("namePrefix", "Prefix of the names of the created keys.") with
            { IsRequired = true },
        ],
        SecretsMapping =
        [
            Field.SecretName("accessKey", "CONVEX_ACCESS_KEY", "Name of the secret that receives the active key."),
        ],
        Revocation = Revocation.BestEffort,
    };
}
