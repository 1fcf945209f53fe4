namespace Pulumi.InfisicalRotation.Aws;

/// <summary>A request to AWS failed. The message is complete and contains no secret.</summary>
internal sealed class AwsException(AwsErrorKind kind, string? action, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public AwsErrorKind Kind { get; } = kind;

    /// <summary>The action, such as <c>ListAccessKeys</c>; null if the credentials were not found.</summary>
    public string? Action { get; } = action;

    /// <summary>AWS's name of the error; null if AWS did not answer.</summary>
    public string? Code { get; init; }
}
