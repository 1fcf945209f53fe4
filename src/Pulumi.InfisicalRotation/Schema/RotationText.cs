using System.Text;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Schema;

/// <summary>Resource descriptions, in Markdown.</summary>
internal static class RotationText
{
    public const string OpenTypeNote =
        "If the provider knows the type, the inputs are validated and compared like those of the typed resource. " +
        "Otherwise they are passed on unchanged. Use the typed resource if there is one.";

    public const string ComponentDescription =
        $"{RotatedAwsIamUserFields.Description}\n\n" +
        "For the user `ci-bot`, the default rotation name is `ci-bot`, and the default secret names are " +
        "`CI_BOT_ACCESS_KEY_ID` and `CI_BOT_SECRET_ACCESS_KEY`.\n\n" +
        "Give `userName` or `user`, and `connectionId` or `connection`. User, connection and policy are created before " +
        "the rotation and deleted after it, so Infisical can revoke the keys. The `aws` package creates user and " +
        "policies; the option `providers` of the component selects its provider.";

    private static readonly string DeletionNote =
        "Deleting the resource deletes the rotation and its secrets, and revokes the credentials that the rotation " +
        $"issued. Set `{Envelope.DeleteSecretsOnDelete.Name}` or `{Envelope.RevokeCredentialsOnDelete.Name}` to " +
        "`false` to keep them. ";

    private static readonly string KeptCredentialsNote =
        "Deleting the resource deletes the rotation and its secrets. It leaves the credentials valid unless " +
        $"`{Envelope.RevokeCredentialsOnDelete.Name}` is `true`. ";

    public static string Describe(RotationType type)
    {
        var text = new StringBuilder(type.Description).Append("\n\n");
        if (type.IsOpen)
        {
            text.Append(OpenTypeNote).Append("\n\n");
        }
        else
        {
            text.Append(type.CredentialLifecycle).Append("\n\n");
            text.Append("Requires an app connection for ").AppendJoin(" or ", type.ConnectionApps).Append(". ");
            text.Append(type.ConnectionNeeds is { } needs ? needs + " " : "");
        }

        text.Append(type.RevokesByDefault ? DeletionNote : KeptCredentialsNote).Append(Deletion(type));
        return text.Append(Example(("A regular rotation", Examples.ForType(type)))).Append(Import(type)).ToString();
    }

    public static string Component() => ComponentDescription + Example(
        ("An existing user", Examples.ForComponent()),
        ("A user, a connection and a policy of its own", Examples.ForNewUser()));

    /// <summary>What revoking does, and whether a successful deletion proves it.</summary>
    public static string Deletion(RotationType type) => $"{type.RevocationEffect} {RevocationNote(type)}".Trim();

    private static string RevocationNote(RotationType type) => type.IsOpen ? "" : type.Revocation switch
    {
        Revocation.AllOrError => "If a credential cannot be revoked, the deletion fails with an error.",
        Revocation.SkipsMissing => "A credential that no longer exists counts as revoked.",
        Revocation.BestEffort =>
            "Infisical reports success even if a credential could not be revoked. Verify the revocation at the " +
            "service.",
        _ => "Whether success proves the revocation is not known. Verify the revocation at the service.",
    };

    private static string Example(params ReadOnlySpan<(string Title, string Programs)> examples)
    {
        var text = new StringBuilder("\n\n{{% examples %}}\n## Example\n\n");
        foreach (var (title, programs) in examples)
        {
            text.Append("{{% example %}}\n### ").Append(title).Append("\n\n").Append(programs).Append("{{% /example %}}\n");
        }

        return text.Append("{{% /examples %}}").ToString();
    }

    private static string Import(RotationType type) =>
        $"\n\n## Import\n\n{ImportIds(type)} For a rotation in the root folder, use `projectId/environment/name`.\n\n"
        + $"```sh\npulumi import {PackageInfo.Token(type.TypeName)} NAME PROJECT_ID/dev/services/my-rotation\n```";

    private static string ImportIds(RotationType type) => type.IsGeneric
        ? "Import a rotation by `projectId/environment/folder/path/name`. An import by UUID requires `projectId` in "
            + "the provider configuration."
        : "Import a rotation by its UUID or by `projectId/environment/folder/path/name`.";
}
