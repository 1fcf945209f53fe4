namespace Pulumi.InfisicalRotation.Aws;

/// <summary>Why a request to AWS failed, as far as a caller handles it differently.</summary>
internal enum AwsErrorKind
{
    /// <summary>The user, role or key does not exist.</summary>
    NoSuchEntity,

    /// <summary>The credentials are valid, but lack the permission.</summary>
    AccessDenied,

    /// <summary>AWS still refused the request because of its rate after several attempts.</summary>
    Throttled,

    /// <summary>AWS was not reached, did not answer in time or is unavailable.</summary>
    Unreachable,

    /// <summary>No credentials were found.</summary>
    CredentialsMissing,

    /// <summary>AWS does not accept the credentials: unknown, expired, or a wrong signature.</summary>
    CredentialsRefused,

    /// <summary>Any other failure, an unreadable response included.</summary>
    Other,
}
