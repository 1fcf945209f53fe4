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
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a key"),
        Parameters =
        [
            Field.Text("namePrefix", "Beginning of the names that the keys get.") with
            { IsRequired = true },
        ],
        SecretsMapping =
        [
            Field.SecretName("accessKey", "CONVEX_ACCESS_KEY", "Secret that receives the key in use."),
        ],
    };
}
