using System.Net;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.Aws.Query;

/// <summary>Turns a failed request into an <see cref="AwsException"/>, without the secrets of the request.</summary>
internal static class AwsErrors
{
    private const int MaxLength = 500;

    private const string SignatureMismatch = "SignatureDoesNotMatch";

    public static AwsException Refused(QueryRequest request, HttpStatusCode status, QueryAnswer? answer)
    {
        var error = answer?.Part("Error");
        if (error?.Text("Code") is not { } code)
        {
            return new AwsException(
                KindOf((int)status), request.Action, AwsMessages.Unreadable(request.Action, (int)status));
        }

        code = Plain(request, code);
        var message = code == SignatureMismatch
            ? AwsMessages.SignatureRefused(request.Action, (int)status, code)
            : AwsMessages.Refused(request.Action, (int)status, code, Plain(request, error.Text("Message") ?? ""));
        return new AwsException(KindOf(code, (int)status), request.Action, message) { Code = code };
    }

    public static AwsException Unreachable(QueryRequest request, Uri endpoint, Exception cause) => new(
        AwsErrorKind.Unreachable,
        request.Action,
        cause is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
            ? AwsMessages.TooLarge(request.Action, endpoint)
            : AwsMessages.Unreachable(request.Action, endpoint, Plain(request, cause.GetBaseException().Message)));

    /// <summary>Whether AWS may have refused the request because of this machine's clock.</summary>
    public static bool MayBeClock(AwsException fault) => fault.Code
        is SignatureMismatch or "RequestExpired" or "RequestTimeTooSkewed" or "InvalidSignatureException";

    /// <summary>Whether AWS does not accept the keys any more.</summary>
    public static bool MayBeExpired(AwsException fault) => fault.Code
        is "ExpiredToken" or "ExpiredTokenException" or "InvalidClientTokenId" or "UnrecognizedClientException";

    private static AwsErrorKind KindOf(string code, int status) => code switch
    {
        "NoSuchEntity" => AwsErrorKind.NoSuchEntity,
        "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation" or "NotAuthorized" =>
            AwsErrorKind.AccessDenied,
        "Throttling" or "ThrottlingException" or "ThrottledException" or "RequestLimitExceeded" or "SlowDown"
            or "RequestThrottled" or "RequestThrottledException" or "TooManyRequestsException" =>
            AwsErrorKind.Throttled,
        "InvalidClientTokenId" or "ExpiredToken" or "ExpiredTokenException" or "IncompleteSignature"
            or "InvalidSignatureException" or "MissingAuthenticationToken" or "MissingAuthenticationTokenException"
            or "RequestExpired" or "RequestTimeTooSkewed" or SignatureMismatch or "UnrecognizedClientException"
            or "InvalidIdentityToken" => AwsErrorKind.CredentialsRefused,
        _ => KindOf(status),
    };

    private static AwsErrorKind KindOf(int status) => status switch
    {
        429 => AwsErrorKind.Throttled,
        >= 500 => AwsErrorKind.Unreachable,
        _ => AwsErrorKind.Other,
    };

    /// <summary>
    /// One line of bounded length, without the secrets of the request in any form, and without those of a proxy's URL.
    /// In this order: a text that was cut before could end in the middle of a secret.
    /// </summary>
    private static string Plain(QueryRequest request, string text)
    {
        var secrets = new Redactor(request.Secrets.Concat(request.Keys?.Secrets ?? []));
        return Printable.Line(Redactor.OfUserInformation.Apply(secrets.Apply(text)), MaxLength);
    }
}
