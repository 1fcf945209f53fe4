namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>How the keys of an IAM user are read.</summary>
/// <param name="NotBefore">How old an answer may be; null for the usual lifetime.</param>
/// <param name="IsPreview">Nothing is sent afterwards.</param>
/// <param name="IsBeforeIssue">The user's lock is held, and the request that issues the next key follows.</param>
internal readonly record struct KeyReading(DateTimeOffset? NotBefore, bool IsPreview, bool IsBeforeIssue);
