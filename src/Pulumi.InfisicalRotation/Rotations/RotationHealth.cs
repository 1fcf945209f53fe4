using Pulumi.InfisicalRotation.Api.Rotations;

namespace Pulumi.InfisicalRotation.Rotations;

internal enum RotationHealth
{
    Healthy,

    /// <summary>The last rotation failed.</summary>
    Failed,

    /// <summary>The next rotation should have happened, and the server's retries are over.</summary>
    Overdue,

    /// <summary>Automatic rotation is off.</summary>
    Paused,
}

internal static class RotationHealths
{
    /// <param name="now">Time of the server.</param>
    public static RotationHealth Health(this Rotation rotation, DateTimeOffset now)
    {
        if (string.Equals(rotation.RotationStatus, "failed", StringComparison.Ordinal))
        {
            return RotationHealth.Failed;
        }

        if (rotation.IsAutoRotationEnabled is false)
        {
            return RotationHealth.Paused;
        }

        return rotation.NextRotationAt is { } next && now - next > Schedule.OverdueAfter
            ? RotationHealth.Overdue
            : RotationHealth.Healthy;
    }

    /// <summary>The value of the output <c>health</c>.</summary>
    public static string ToOutput(this RotationHealth health) => health switch
    {
        RotationHealth.Failed => "failed",
        RotationHealth.Overdue => "overdue",
        RotationHealth.Paused => "paused",
        _ => "healthy",
    };
}
