namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>How a request went wrong.</summary>
internal enum ApiFailure
{
    /// <summary>The server refused, in its own words.</summary>
    Answered,

    /// <summary>The request was never sent: no such host, connection refused, TLS refused.</summary>
    Unreachable,

    /// <summary>Sent, and no readable answer came: cut off, HTML, garbage, an object without an id.</summary>
    Broken,

    /// <summary>Sent, and no answer came in time.</summary>
    TimedOut,

    /// <summary>Nothing was sent, for lack of credentials or because a setting cannot be used.</summary>
    NotConfigured,
}

/// <summary>A request to Infisical that did not succeed. The message is a whole sentence and holds no secret.</summary>
internal sealed class ApiException(string message, Exception? cause = null) : Exception(message, cause)
{
    public required ApiFailure Failure { get; init; }

    /// <summary>What was being done, as the beginning of a sentence: <c>Creating rotation "app-db"</c>.</summary>
    public required string Operation { get; init; }

    public int? Status { get; init; }

    /// <summary>The server's name for the error, such as <c>BadRequest</c>.</summary>
    public string? ErrorName { get; init; }

    /// <summary>The server's own sentence; empty where there is none.</summary>
    public string ServerText { get; init; } = "";

    public string? RequestId { get; init; }

    /// <summary>The failure is the login's: the request behind it was never sent.</summary>
    public bool IsLogin { get; init; }

    /// <summary>The request would change something: POST, PATCH or DELETE.</summary>
    public bool IsWrite { get; init; }

    /// <summary>How long the server asks to wait before the next try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The request may have been carried out all the same.</summary>
    public bool IsFateUnknown => IsWrite && !IsLogin && (
        Failure is ApiFailure.Broken or ApiFailure.TimedOut || (Failure is ApiFailure.Answered && Status >= 500));

    /// <summary>The thing itself is missing, told by the server and not by a proxy or a router.</summary>
    public bool IsNotFound => Failure is ApiFailure.Answered && Status == 404 && ErrorName == "NotFound";

    /// <summary>
    /// The rotation itself is missing. Projects and organisations are missed under the same name of an error, and that must never
    /// read as a rotation that is gone: only the server's own sentence tells.
    /// </summary>
    public bool IsRotationNotFound => IsNotFound && ServerText.Contains("Rotation with ", StringComparison.OrdinalIgnoreCase);

    /// <summary>The server has no such route: it is too old, or it is not Infisical.</summary>
    public bool IsMissingRoute => Failure is ApiFailure.Answered && Status == 404 && !IsNotFound
        && (ErrorName == "Not Found" || ServerText.StartsWith("Route ", StringComparison.Ordinal));

    /// <summary>The identity is known and lacks a right.</summary>
    public bool IsPermissionDenied => Failure is ApiFailure.Answered && Status == 403 && !IsCredentialsRefused;

    /// <summary>The server does not accept the login or the token.</summary>
    public bool IsCredentialsRefused => Failure is ApiFailure.Answered && (Status == 401 || (Status == 403 && ErrorName == "TokenError"));
}
