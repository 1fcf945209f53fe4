using System.Collections.Concurrent;
using System.Globalization;
using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>Makes the exception for each way in which a request fails.</summary>
/// <param name="host">The server, as messages name it.</param>
/// <param name="secrets">Texts that no message may contain.</param>
internal sealed class ApiErrors(string host, IEnumerable<string> secrets)
{
    private readonly ConcurrentBag<string> _hidden = [.. secrets];

    /// <summary>Adds texts that no message may contain from now on.</summary>
    public void Hide(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            _hidden.Add(text);
        }
    }

    /// <summary>The text without the secrets of the client.</summary>
    public string Redacted(string text) => text.Without(_hidden);

    private string Safe(string text, int maxLength = OutsideText.MaxLength) =>
        OutsideText.Safe(text, new Redactor(_hidden), maxLength);

    /// <summary>The server answered with an error of its own.</summary>
    /// <param name="request">The request.</param>
    /// <param name="answer">The response.</param>
    /// <param name="error">The error in it.</param>
    /// <param name="ahead">How far the server's clock is ahead of this machine's.</param>
    public ApiException Refused(ApiRequest request, ApiAnswer answer, ErrorAnswer error, TimeSpan ahead)
    {
        // Classified before redaction, which could cut a text apart.
        var kind = request.IsLogin
            ? ServerErrors.ClassifyLogin(answer.Status, error, request.HasProof)
            : ServerErrors.Classify(answer.Status, error, request.TriesCredentials);
        var redactor = new Redactor([.. _hidden, .. request.Secrets]);
        var text = OutsideText.Safe(error.Text, redactor);
        var name = Label(error.Error, redactor);
        var requestId = Label(error.RequestId, redactor);
        var status = name is null ? $"{answer.Status}" : $"{answer.Status}, {name}";
        var reason = text.Length == 0 ? "." : ": " + Sentence(text);
        var id = requestId is null ? "" : $" Request id {requestId}.";
        var clock = request.HasTimedProof ? ClockAdvice.For(ahead) : "";
        return new ApiException(
            $"{request.Operation} was refused by Infisical at {At(request)} ({status}){reason}{id}{clock}")
        {
            Failure = ApiFailure.Answered,
            Operation = request.Operation,
            Status = answer.Status,
            ErrorName = name,
            ServerText = text,
            Kind = kind,
            Hint = Hint(request, answer.Status, kind),
            RequestId = requestId,
            Choice = request.Choice,
            LocksOut = request.LocksOut,
            HasProof = request.HasProof,
            IsLogin = request.IsLogin,
            IsWrite = request.IsWrite,
            RetryAfter = answer.RetryAfter,
        };
    }

    /// <summary>
    /// A redirect. It is never followed: that would send the token to another host, and a write twice.
    /// </summary>
    public ApiException Redirected(ApiRequest request, ApiAnswer answer)
    {
        var target = answer.Location is { IsAbsoluteUri: true } location
            ? Safe($"{location.Scheme}://{location.Authority}", OutsideText.MaxLabelLength)
            : "another page";
        return new ApiException(
            $"{request.Operation} was not carried out: {At(request)} redirects to {target} ({answer.Status}).")
        {
            Failure = ApiFailure.Answered,
            Operation = request.Operation,
            Status = answer.Status,
            Hint = ApiHint.CheckRedirect,
            IsLogin = request.IsLogin,
            IsWrite = request.IsWrite,
        };
    }

    /// <summary>A response without Infisical's JSON.</summary>
    public ApiException NotItsJson(ApiRequest request, ApiAnswer answer)
    {
        // A proxy's error page may quote the whole request.
        var redactor = new Redactor([.. _hidden, .. TextRedaction.Texts(request.Body)]);
        var what = answer.Describe((text, length) => OutsideText.Safe(text, redactor, length));
        var isOtherServer = answer.Status is 404 or 405 or 501 || (answer.IsSuccess && answer.IsHtml());
        return Broken(
            request,
            $"The response of {At(request)} to {Inside(request)} is not Infisical's JSON ({answer.Status}, {what}).",
            answer.Status,
            isOtherServer ? ApiHint.CheckServerAddress : ApiHint.None,
            answer.RetryAfter);
    }

    /// <summary>A response that is larger than any of Infisical. It was not read to its end.</summary>
    public ApiException TooLarge(ApiRequest request, ApiAnswer answer) =>
        new($"The response of {At(request)} to {Inside(request)} is larger than any response of Infisical.")
        {
            Failure = ApiFailure.Broken,
            Operation = request.Operation,
            Status = answer.Status,
            Hint = ApiHint.CheckServerAddress,
            IsLogin = request.IsLogin,
            IsWrite = request.IsWrite,
            IsTooLarge = true,
        };

    /// <summary>The connection was lost after the request was sent, or after a part of it was.</summary>
    public ApiException Cut(ApiRequest request, int? status, Exception cause) => Broken(
        request,
        $"The connection to Infisical at {At(request)} broke while {Inside(request)}: {Sentence(Safe(RootCause(cause)))}",
        status,
        cause: cause);

    /// <summary>The client failed in a way that it does not expect; the request may have been sent.</summary>
    public ApiException Unexpected(ApiRequest request, Exception cause) => Broken(
        request,
        $"The response of Infisical at {At(request)} to {Inside(request)} could not be processed ({cause.GetType().Name}).",
        status: null,
        cause: cause);

    /// <summary>The request was never sent.</summary>
    public ApiException Unreachable(ApiRequest request, Exception cause) =>
        new($"Could not reach {At(request)}: {Sentence(Safe(RootCause(cause)))}", cause)
        {
            Failure = ApiFailure.Unreachable,
            Operation = request.Operation,
            Hint = cause switch
            {
                { InnerException: CertificateRefusedException { MayBeTrusted: false } } => ApiHint.None,
                HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
                    ApiHint.TrustCertificate,
                _ => ApiHint.CheckHost,
            },
            IsLogin = request.IsLogin,
            IsWrite = request.IsWrite,
        };

    /// <summary>No response came in time.</summary>
    public ApiException TimedOut(ApiRequest request, TimeSpan limit)
    {
        var seconds = limit.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return new ApiException($"Infisical at {At(request)} did not answer {Inside(request)} within {seconds} seconds.")
        {
            Failure = ApiFailure.TimedOut,
            Operation = request.Operation,
            IsLogin = request.IsLogin,
            IsWrite = request.IsWrite,
        };
    }

    /// <summary>The proof for a login cannot be had. The text of an unexpected failure may quote it.</summary>
    public ApiException NoProof(Exception cause, LoginChoice? choice)
    {
        var reason = cause is MissingProofException missing
            ? Sentence(OutsideText.Safe(missing.Message, new Redactor([.. _hidden, .. missing.Secrets])))
            : $"The proof could not be made ({cause.GetType().Name}).";
        return new ApiException($"Logging in to Infisical at {host} is not possible. {reason}")
        {
            Failure = ApiFailure.NotConfigured,
            Operation = LoginRoutes.Operation,
            Hint = ApiHint.ProvideProof,
            Choice = choice,
            IsLogin = true,
        };
    }

    /// <summary>A login that an earlier process sent and the server refused.</summary>
    public ApiException Remembered(ApiRequest request, RefusedLogin refused) =>
        new(
            (refused.IsLockedOut
                ? $"Infisical at {host} reported at {Time(refused.At)} that the identity is locked."
                : $"Infisical at {host} refused these credentials at {Time(refused.At)}.")
            + $" To avoid a lock-out, this login is not repeated before {Time(refused.Until)}. Other credentials are "
            + $"tried immediately. To repeat this login sooner, delete {refused.File}.")
        {
            Failure = ApiFailure.NotConfigured,
            Operation = LoginRoutes.Operation,
            Kind = refused.IsLockedOut ? ServerErrorKind.IdentityLocked : ServerErrorKind.CredentialsRefused,
            Hint = refused.IsLockedOut ? ApiHint.WaitForUnlock : ApiHint.CheckCredentials,
            Choice = request.Choice,
            IsLogin = true,
        };

    /// <summary>No credentials are configured.</summary>
    /// <param name="partial">
    /// Which part of the credentials is missing, as a sentence; null where there is no part of them.
    /// </param>
    public ApiException NoCredentials(string? partial) => NotConfigured(
        $"There are no credentials for Infisical at {host}.{(partial is null ? "" : " " + partial)}",
        ApiHint.GiveCredentials);

    /// <summary>Each access token is over before a request can use it.</summary>
    /// <param name="lifetime">How long the server makes a token valid.</param>
    public ApiException TokenTooShort(TimeSpan lifetime) => NotConfigured(
        $"Infisical at {host} issues access tokens that are valid for "
        + $"{lifetime.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} seconds, which is shorter than a login "
        + "takes. Raise the access token TTL of the login method of this identity.",
        ApiHint.None);

    /// <summary>Why an access token that was issued elsewhere is no longer used.</summary>
    public string TokenRefused => $"Infisical at {host} does not accept the access token of the configuration.";

    /// <summary>The configured CA certificate is no PEM text.</summary>
    public static ApiException BadCertificate(Exception? cause) => NotConfigured(
        "The configured CA certificate contains no certificate that can be read.", ApiHint.ReplaceCertificate, cause);

    /// <summary>A setting cannot be used.</summary>
    /// <param name="fault">What is wrong, as sentences.</param>
    public static ApiException Unusable(string fault, Exception? cause = null) =>
        NotConfigured(fault, ApiHint.None, cause);

    /// <summary>A text that would become a header has a space, a control character or a letter beyond ASCII.</summary>
    public static ApiException NotAHeader(string what) => NotConfigured(
        $"The {what} cannot be sent: it must consist of printable ASCII characters without spaces.", ApiHint.None);

    private static ApiException NotConfigured(string message, ApiHint hint, Exception? cause = null) =>
        new(message, cause)
        {
            Failure = ApiFailure.NotConfigured,
            Operation = LoginRoutes.Operation,
            Hint = hint,
            IsLogin = true,
        };

    private static ApiException Broken(
        ApiRequest request,
        string message,
        int? status,
        ApiHint hint = ApiHint.None,
        TimeSpan? retryAfter = null,
        Exception? cause = null) => new(message, cause)
        {
            Failure = ApiFailure.Broken,
            Operation = request.Operation,
            Status = status,
            Hint = hint,
            IsLogin = request.IsLogin,
            IsWrite = request.IsWrite,
            RetryAfter = retryAfter,
        };

    private static ApiHint Hint(ApiRequest request, int status, ServerErrorKind kind) => kind switch
    {
        ServerErrorKind.IdentityLocked => ApiHint.WaitForUnlock,
        ServerErrorKind.CredentialsRefused => status == 500 ? ApiHint.CheckProof : ApiHint.CheckCredentials,
        ServerErrorKind.RotationInProgress or ServerErrorKind.RotationLockLost => ApiHint.RetryLater,
        ServerErrorKind.MissingRoute => request.IsLogin ? ApiHint.CheckServerAddress : ApiHint.CheckServerVersion,
        _ => request.IsLogin && status is >= 400 and <= 499 and not 429 ? ApiHint.CheckCredentials : ApiHint.None,
    };

    private string At(ApiRequest request) => request.Address?.Authority ?? host;

    private static string Inside(ApiRequest request) =>
        char.ToLowerInvariant(request.Operation[0]) + request.Operation[1..];

    // The outer exceptions of a failed connection say little more than that it failed.
    private static string RootCause(Exception cause)
    {
        while (cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause.Message;
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string? Label(string? text, Redactor redactor) =>
        text is null ? null : OutsideText.Safe(text, redactor, OutsideText.MaxLabelLength);

    private static string Sentence(string text) => text is "" or [.., '.' or '!' or '?'] ? text : text + ".";
}
