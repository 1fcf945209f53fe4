using Pulumi.InfisicalRotation.Aws.Iam;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Components;

/// <summary>Names and policy derived from the name of an IAM user.</summary>
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

    /// <summary>
    /// The policy for a user whose account and partition are not known: both are wildcards.
    /// </summary>
    public static string RequiredPolicy(string userName) => RotatorPolicy.For(RotatorPolicy.UserArn(userName));

    private static string Capitals(string userName) =>
        string.Concat(userName.Select(
            letter => char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_'));
}
