using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>What the provider does about an error of Infisical.</summary>
internal static class Faults
{
    /// <inheritdoc cref="ServerErrorKind.PlanRestriction"/>
    public static bool IsPlanRestriction(this ApiException fault) => fault.Kind is ServerErrorKind.PlanRestriction;

    /// <inheritdoc cref="ServerErrorKind.AlreadyExists"/>
    public static bool IsTaken(this ApiException fault) => fault.Kind is ServerErrorKind.AlreadyExists;

    /// <summary>Another run of the same rotation is in progress, which rotates as well.</summary>
    public static bool IsRotationRunning(this ApiException fault) =>
        fault.Kind is ServerErrorKind.RotationInProgress or ServerErrorKind.RotationLockLost;

    /// <inheritdoc cref="ServerErrorKind.SameLocation"/>
    public static bool IsThereAlready(this ApiException fault) => fault.Kind is ServerErrorKind.SameLocation;

    /// <summary>The refusal that the engine gets for an error.</summary>
    /// <param name="fault">The error.</param>
    /// <param name="message">The message; null for the error's own, with its advice.</param>
    public static RefusalException ToRefusal(this ApiException fault, string? message = null)
    {
        var kind = fault switch
        {
            { Failure: ApiFailure.Unreachable or ApiFailure.TimedOut or ApiFailure.Broken } => RefusalKind.Unavailable,
            { IsCredentialsRefused: true } or { IsPermissionDenied: true } => RefusalKind.PermissionDenied,
            { Status: >= 500 } => RefusalKind.Unavailable,
            _ => RefusalKind.Precondition,
        };
        return new RefusalException(kind, message ?? fault.WithAdvice(), fault);
    }
}
