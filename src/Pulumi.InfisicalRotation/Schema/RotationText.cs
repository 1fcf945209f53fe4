using Pulumi.InfisicalRotation.Catalogue;

namespace Pulumi.InfisicalRotation.Schema;

/// <summary>The descriptions of resources, in Markdown.</summary>
internal static class RotationText
{
    public static string Describe(RotationType type) => $"""
        {type.Description}

        {type.CredentialLife}

        Needs an app connection for {string.Join(" or ", type.ConnectionApps)}. Removing the resource deletes the rotation, its secrets and the
        credentials it issued, unless `deleteSecretsOnDelete` or `revokeCredentialsOnDelete` is false.

        ## Import

        By the rotation's UUID, or by `projectId/environment/folder/path/name` (`projectId/environment/name` in the root folder):

        ```sh
        pulumi import {Package.Token(type.TypeName)} NAME PROJECT_ID/dev/services/ci-key
        ```
        """.ReplaceLineEndings("\n");

    public static string Component() => $"""
        {RotatedAwsIamUserFields.Description}

        For the user `ci-bot` the rotation is called `ci-bot`, and its secrets `CI_BOT_ACCESS_KEY_ID` and `CI_BOT_SECRET_ACCESS_KEY`, unless other
        names are given.
        """.ReplaceLineEndings("\n");
}
