namespace Pulumi.InfisicalRotation.Aws.Iam;

/// <summary>An access key, as IAM lists it: without its secret.</summary>
/// <param name="CreatedAt">To the second.</param>
internal sealed record AccessKey(string Id, DateTimeOffset CreatedAt, bool IsActive);
