using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Components;

/// <summary>Names derived from the name of an IAM user.</summary>
internal static class IamNames
{
    public static string RotationName(string userName) =>
        TextFormats.Slug(userName, Envelope.Name.MaxLength ?? int.MaxValue) is { Length: > 0 } slug
            ? slug
            : "aws-iam-user";

    /// <summary>For ci-bot: CI_BOT_ACCESS_KEY_ID.</summary>
    public static string AccessKeyIdSecret(string userName) => $"{Capitals(userName)}_ACCESS_KEY_ID";

    /// <summary>For ci-bot: CI_BOT_SECRET_ACCESS_KEY.</summary>
    public static string SecretAccessKeySecret(string userName) => $"{Capitals(userName)}_SECRET_ACCESS_KEY";

    private static string Capitals(string userName) =>
        string.Concat(userName.Select(
            letter => char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_'));
}
