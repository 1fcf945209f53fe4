using Pulumi.InfisicalRotation.Api.Errors;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>Tells the server's errors apart, by what the lifecycle does about them.</summary>
internal static class Faults
{
    /// <summary>The server's plan switch is off; it says so with a 400 for each operation in other words.</summary>
    public static bool IsPlanRestriction(this ApiException fault) =>
        fault.Status == 400 && fault.ServerText.Contains("plan restriction", StringComparison.OrdinalIgnoreCase);

    /// <summary>Name or secrets are taken, which our own lost create may have done.</summary>
    public static bool IsTaken(this ApiException fault) =>
        fault.Status == 400 && (fault.ServerText.Contains("already exists at the secret path", StringComparison.OrdinalIgnoreCase)
            || fault.ServerText.Contains("secrets already exist", StringComparison.OrdinalIgnoreCase));

    /// <summary>Another rotation of the same is running; who asks at the very same moment loses its lock, and is told so with a 500.</summary>
    public static bool IsRotationRunning(this ApiException fault) =>
        (fault.Status == 400 && (fault.ServerText.Contains("currently in progress", StringComparison.OrdinalIgnoreCase)
            || fault.ServerText.Contains("already in progress", StringComparison.OrdinalIgnoreCase)))
        || (fault.Status == 500 && fault.ServerText.Contains("acquire rotation lock", StringComparison.OrdinalIgnoreCase));

    /// <summary>A move has nothing to do: the rotation is there already.</summary>
    public static bool IsThereAlready(this ApiException fault) =>
        fault.Status == 400 && fault.ServerText.Contains("locations are the same", StringComparison.OrdinalIgnoreCase);

    /// <summary>Nobody says that the request has ended: a gateway gave it up, or we did. The server may be at work on it still.</summary>
    public static bool IsStillAtWork(this ApiException fault) => fault.Failure == ApiFailure.TimedOut || fault.Status is 502 or 503 or 504;

    public static bool IsEnvironmentMissing(this ApiException fault) =>
        fault.IsNotFound && fault.ServerText.Contains("nvironment", StringComparison.Ordinal);

    public static bool IsMappedSecretMissing(this ApiException fault) => fault.ErrorName == "bulk update secret";
}
