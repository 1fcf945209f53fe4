using Pulumi.InfisicalRotation.Api.Login;

namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>How far a failed request came.</summary>
internal enum ApiFailure
{
    /// <summary>The server answered with an error or a redirect.</summary>
    Answered,

    /// <summary>The request was never sent: unknown host, connection refused, TLS handshake failed.</summary>
    Unreachable,

    /// <summary>
    /// The request was sent and no readable response came: connection lost, HTML, JSON without an id.
    /// </summary>
    Broken,

    /// <summary>The request was sent and no response came in time.</summary>
    TimedOut,

    /// <summary>
    /// No request was made: credentials are missing or were refused before, or a setting cannot be used.
    /// </summary>
    NotConfigured,

    /// <summary>No request was made: a value, such as an id, cannot be a part of one.</summary>
    NotSent,
}

/// <summary>
/// A request to Infisical that did not succeed. The message is whole sentences and contains no secret.
/// </summary>
internal sealed class ApiException(string message, Exception? cause = null) : Exception(message, cause)
{
    public required ApiFailure Failure { get; init; }

    /// <summary>What was being done, as the beginning of a sentence: <c>Creating rotation "app-db"</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The HTTP status; null where no response came.</summary>
    public int? Status { get; init; }

    /// <summary>
    /// The server's name for the error, such as <c>BadRequest</c>. For messages: callers decide by <see cref="Kind"/>.
    /// </summary>
    public string? ErrorName { get; init; }

    /// <summary>
    /// The server's own text, redacted; empty where there is none. For messages: callers decide by <see cref="Kind"/>.
    /// </summary>
    public string ServerText { get; init; } = "";

    /// <summary>The server's reason in its own words, redacted, to be shown; empty where there is none.</summary>
    public string Reason => ServerText;

    /// <summary>What the server's error means.</summary>
    public ServerErrorKind Kind { get; init; }

    /// <summary>What the user can do about it.</summary>
    public ApiHint Hint { get; init; }

    /// <summary>The server's id for the request, which its operators can look up.</summary>
    public string? RequestId { get; init; }

    /// <summary>Why the credentials of the request were used; null where that is not known.</summary>
    public LoginChoice? Choice { get; init; }

    /// <summary>The login failed; the request that needed it was not sent.</summary>
    public bool IsLogin { get; init; }

    /// <summary>Three refusals of this login lock the identity.</summary>
    public bool LocksOut { get; init; }

    /// <summary>The login contained a proof, which another attempt makes anew.</summary>
    public bool HasProof { get; init; }

    /// <summary>The request would change something: POST, PATCH or DELETE.</summary>
    public bool IsWrite { get; init; }

    /// <summary>The response is larger than any of Infisical. Another attempt would give the same one.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>How long the server asks to wait before the next attempt.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <inheritdoc cref="ApiCause"/>
    public ApiCause Cause => new(Failure, Status, ErrorName, ServerText);

    /// <summary>The server may have carried out the request although it failed.</summary>
    public bool IsOutcomeUnknown => IsWrite && !IsLogin && !IsConnectionRefused && (
        Failure is ApiFailure.Broken or ApiFailure.TimedOut
            || (Failure is ApiFailure.Answered && Status is 408 or >= 500));

    /// <summary>A gateway or the provider stopped waiting; the server may still be working on the request.</summary>
    public bool MayStillBeRunning => Failure is ApiFailure.TimedOut || Status is 408 or 502 or 503 or 504;

    /// <summary>
    /// Infisical itself reports that an object does not exist, not a proxy or a router in front of it.
    /// </summary>
    public bool IsNotFound => Kind
        is ServerErrorKind.RotationNotFound or ServerErrorKind.EnvironmentNotFound or ServerErrorKind.ConnectionNotFound
        or ServerErrorKind.SecretNotFound or ServerErrorKind.NotFound;

    /// <summary>The app refused the credentials of a connection. The server checks them before it writes anything.</summary>
    public bool IsConnectionRefused =>
        Kind is ServerErrorKind.ConnectionRefused or ServerErrorKind.ConnectionIdentityUnknown;

    /// <summary>The rotation itself does not exist. A missing project or organization does not count.</summary>
    public bool IsRotationNotFound => Kind is ServerErrorKind.RotationNotFound;

    /// <summary>Another run of the same rotation is in progress, which issues a credential as well.</summary>
    public bool IsRotationInProgress => Kind is ServerErrorKind.RotationInProgress or ServerErrorKind.RotationLockLost;

    /// <summary>The server has no such route: it is too old, or it is not Infisical.</summary>
    public bool IsMissingRoute => Kind is ServerErrorKind.MissingRoute;

    /// <summary>No login was sent, because its proof cannot be had.</summary>
    public bool IsProofMissing => Hint is ApiHint.ProvideProof;

    /// <summary>The identity is known and lacks a permission.</summary>
    public bool IsPermissionDenied => Kind is ServerErrorKind.PermissionDenied;

    /// <summary>The server does not accept the credentials or the access token.</summary>
    public bool IsCredentialsRefused => Kind is ServerErrorKind.CredentialsRefused or ServerErrorKind.IdentityLocked;
}
