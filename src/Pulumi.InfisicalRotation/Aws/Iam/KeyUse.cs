namespace Pulumi.InfisicalRotation.Aws.Iam;

/// <summary>Whose key it is, and when and for which service it last signed a request.</summary>
/// <param name="LastUsedAt">Null if it was never used, as far as IAM knows.</param>
internal sealed record KeyUse(string? UserName, DateTimeOffset? LastUsedAt, string? Service);
