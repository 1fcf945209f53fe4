using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>Turns a failed request into a refusal of the call.</summary>
internal static class ApiRefusals
{
    /// <param name="message">Replaces the usual message.</param>
    public static RefusalException ToRefusal(this ApiException fault, string? message = null) => new(
        fault switch
        {
            { Failure: ApiFailure.Unreachable or ApiFailure.TimedOut or ApiFailure.Broken } => RefusalKind.Unavailable,
            { IsCredentialsRefused: true } or { IsPermissionDenied: true } => RefusalKind.PermissionDenied,
            { Status: >= 500 } => RefusalKind.Unavailable,
            _ => RefusalKind.Precondition,
        },
        message ?? fault.WithAdvice(),
        fault);
}
