namespace Pulumi.InfisicalRotation.Aws;

/// <summary>Parts of an ARN, such as <c>arn:aws:iam::123456789012:role/infisical</c>.</summary>
internal static class AwsArn
{
    private const int AccountPart = 4;

    /// <summary>The partition; null where the text has none.</summary>
    public static string? Partition(string? arn) =>
        arn?.Split(':') is ["arn", { Length: > 0 } partition, ..] ? partition : null;

    /// <summary>The account; null where the text has none.</summary>
    public static string? Account(string? arn) =>
        arn?.Split(':').ElementAtOrDefault(AccountPart) is { Length: 12 } account && account.All(char.IsAsciiDigit)
            ? account
            : null;
}
