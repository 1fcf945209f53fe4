using System.Text;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Schema;

/// <summary>The descriptions of resources, in Markdown.</summary>
internal static class RotationText
{
    public static string Describe(RotationType type)
    {
        var text = new StringBuilder(type.Description).Append("\n\n");
        if (type.IsOpen)
        {
            text.Append(OpenTypeNote).Append("\n\n");
        }
        else
        {
            text.Append(type.CredentialLifecycle).Append("\n\nNeeds an app connection for ").Append(string.Join(" or ", type.ConnectionApps)).Append(". ");
            text.Append(type.ConnectionNeeds is { } needs ? needs + " " : "");
        }

        text.Append("Removing the resource deletes the rotation, its secrets and the credentials it issued, unless `deleteSecretsOnDelete` or ")
            .Append("`revokeCredentialsOnDelete` is false. ").Append(RevocationNote(type));
        return text.Append(Example(Examples.ForType(type))).Append(Import(type)).ToString();
    }

    public const string OpenTypeNote =
        "For a type that this provider knows, inputs are checked and compared as those of its own resource; for another one they are passed on as "
        + "they are. Prefer the typed resource where there is one.";

    public const string ComponentDescription =
        $"{RotatedAwsIamUserFields.Description}\n\nFor the user `ci-bot` the rotation is called `ci-bot`, and its secrets `CI_BOT_ACCESS_KEY_ID` and "
        + "`CI_BOT_SECRET_ACCESS_KEY`, unless other names are given.";

    public static string Component() => ComponentDescription + Example(Examples.ForComponent());

    /// <summary>How far a deletion that succeeded proves that the credentials are dead.</summary>
    public static string RevocationNote(RotationType type) => type.Revocation switch
    {
        Revocation.AllOrError => "Where one of the credentials can't be revoked, the deletion fails and says so.",
        Revocation.SkipsMissing => "A credential that is gone already counts as revoked.",
        Revocation.BestEffort => "Infisical answers success even where a credential could not be revoked: look at the service afterwards.",
        _ => "",
    };

    private static string Example(string programs) =>
        $"\n\n{{{{% examples %}}}}\n## Example\n\n{{{{% example %}}}}\n### A regular rotation\n\n{programs}{{{{% /example %}}}}\n{{{{% /examples %}}}}";

    private static string Import(RotationType type) =>
        "\n\n## Import\n\nBy the rotation's UUID, or by `projectId/environment/folder/path/name` (`projectId/environment/name` in the root folder):\n\n"
        + $"```sh\npulumi import {PackageInfo.Token(type.TypeName)} NAME PROJECT_ID/dev/services/my-rotation\n```";
}
