using System.Collections.Concurrent;
using System.Globalization;
using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>Every way a request fails, each with its sentence.</summary>
/// <param name="host">The server as the user knows it.</param>
/// <param name="secrets">What no message may hold.</param>
internal sealed class ApiErrors(string host, IEnumerable<string> secrets)
{
    private readonly ConcurrentBag<string> _hidden = [.. secrets];

    /// <summary>From now on no message may hold this either.</summary>
    public void Hide(string secret) => _hidden.Add(secret);

    /// <summary>The server's own refusal.</summary>
    public ApiException Refused(ApiRequest request, ApiAnswer answer, ErrorAnswer error)
    {
        var text = error.Text.Without([.. _hidden, .. request.Secrets]);
        var kind = error.Error is null ? $"{answer.Status}" : $"{answer.Status}, {error.Error}";
        var id = error.RequestId is null ? "" : $" Request id {error.RequestId}.";
        var advice = !request.IsLogin || answer.Status != 401
            ? ""
            : text.Contains("locked", StringComparison.OrdinalIgnoreCase)
                ? " Too many refused logins came before; the credentials may be right. Wait some minutes, or unlock the identity in Infisical."
                : " Check the client id and the client secret; each run tries once, and three refusals lock the identity for a while.";
        return new ApiException($"{request.Operation} was refused by Infisical at {host} ({kind}){(text.Length == 0 ? "." : ": " + Sentence(text))}{advice}{id}")
        {
            Failure = ApiFailure.Answered,
            Operation = request.Operation,
            Status = answer.Status,
            ErrorName = error.Error,
            ServerText = text,
            RequestId = error.RequestId,
            IsLogin = request.IsLogin,
            IsWrite = request.IsWrite,
            RetryAfter = answer.RetryAfter,
        };
    }

    /// <summary>Never followed: the token must not travel to another host, and a changing request not twice.</summary>
    public ApiException Redirected(ApiRequest request, ApiAnswer answer)
    {
        var target = answer.Location is { IsAbsoluteUri: true } location ? $"{location.Scheme}://{location.Authority}" : "another page";
        var text = $"It redirects to {target}.";
        return new ApiException($"{request.Operation} was not carried out by {host} ({answer.Status}). {text} Give the address of Infisical itself as the host.")
        {
            Failure = ApiFailure.Answered,
            Operation = request.Operation,
            Status = answer.Status,
            ServerText = text,
            IsLogin = request.IsLogin,
            IsWrite = request.IsWrite,
        };
    }

    /// <summary>An answer, but not one of Infisical's.</summary>
    public ApiException NotItsJson(ApiRequest request, ApiAnswer answer)
    {
        // A page of a proxy may show the whole request.
        var what = answer.Describe().Without([.. _hidden, .. TextRedaction.Texts(request.Body)]);
        return Broken(
            request,
            answer.Status,
            $"Infisical at {host} answered {Inside(request)} with something that is not its JSON ({answer.Status}, {what})."
                + (answer.Status is 404 or 405 or 501 || (answer.IsSuccess && what.Contains("HTML", StringComparison.Ordinal)) ? " Check that the provider's host is the address of Infisical itself, without a path behind it." : ""),
            cause: null, answer.RetryAfter);
    }

    /// <summary>The connection broke after the request was sent, or may have been.</summary>
    public ApiException Cut(ApiRequest request, int? status, Exception cause) =>
        Broken(request, status, $"The connection to Infisical at {host} broke while {Inside(request)}: {Sentence(Because(cause))}", cause, retryAfter: null);

    public ApiException Unreachable(ApiRequest request, Exception cause) =>
        new($"Could not reach {host}: {Sentence(Because(cause))}{Advice(cause)}", cause)
        {
            Failure = ApiFailure.Unreachable,
            Operation = request.Operation,
            IsLogin = request.IsLogin,
            IsWrite = request.IsWrite,
        };

    public ApiException TimedOut(ApiRequest request, TimeSpan limit) =>
        new($"Infisical at {host} did not answer {Inside(request)} within {limit.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds.")
        {
            Failure = ApiFailure.TimedOut,
            Operation = request.Operation,
            IsLogin = request.IsLogin,
            IsWrite = request.IsWrite,
        };

    public ApiException NoCredentials(string? half) => NotConfigured(
        $"There are no credentials for Infisical at {host}.{(half is null ? "" : " " + half)} Give auth.universal (clientId and clientSecret) or auth.token (accessToken) in the "
        + "provider's configuration, or set INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET, or INFISICAL_TOKEN.");

    public static ApiException BadCertificate(Exception? cause) =>
        NotConfigured("The setting caCertificate holds no certificate that can be read; give the text of a PEM file.", cause);

    private static ApiException NotConfigured(string text, Exception? cause = null) => new(text, cause)
    {
        Failure = ApiFailure.NotConfigured,
        Operation = "Logging in",
        ServerText = text,
        IsLogin = true,
    };

    private static ApiException Broken(ApiRequest request, int? status, string message, Exception? cause, TimeSpan? retryAfter) => new(message, cause)
    {
        Failure = ApiFailure.Broken,
        Operation = request.Operation,
        Status = status,
        IsLogin = request.IsLogin,
        IsWrite = request.IsWrite,
        RetryAfter = retryAfter,
    };

    private static string Inside(ApiRequest request) => char.ToLowerInvariant(request.Operation[0]) + request.Operation[1..];

    // The outer exceptions of a connection say little more than that something went wrong.
    private static string Because(Exception cause)
    {
        while (cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause.Message;
    }

    private static string Advice(Exception cause) => cause is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
        ? " A server with a certificate of your own authority needs the setting caCertificate; one that speaks no TLS, a host that begins with http://."
        : "";

    private static string Sentence(string text) => text is "" or [.., '.' or '!' or '?'] ? text : text + ".";
}
