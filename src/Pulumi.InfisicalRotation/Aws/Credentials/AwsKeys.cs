using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Aws.Credentials;

/// <summary>The keys that a request is signed with, and the region it goes to.</summary>
/// <param name="Region">The region of the profile that the keys come from; null if it names none.</param>
internal sealed record AwsKeys(
    string AccessKeyId, string SecretAccessKey, string? SessionToken = null, string? Region = null)
{
    /// <summary>When the keys end or should be looked up again; null for fixed keys.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The secrets that lent keys were requested with.</summary>
    public ImmutableArray<string> LenderSecrets { get; init; } = [];

    /// <summary>The values that no message may contain.</summary>
    public IEnumerable<string> Secrets => SessionToken is null
        ? [SecretAccessKey, .. LenderSecrets]
        : [SecretAccessKey, SessionToken, .. LenderSecrets];

    /// <summary>Whether other keys are the same for AWS, however long each of them is used.</summary>
    public bool IsSameKey(AwsKeys other) => (AccessKeyId, SecretAccessKey, SessionToken)
        == (other.AccessKeyId, other.SecretAccessKey, other.SessionToken);

    /// <summary>Never contains a secret.</summary>
    public override string ToString() => $"AWS access key {AccessKeyId}";
}
