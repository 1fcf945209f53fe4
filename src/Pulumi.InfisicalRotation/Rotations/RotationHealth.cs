using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Values;

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

/// <summary>The values of the input <c>whenUnhealthy</c>.</summary>
internal enum UnhealthyReaction
{
    /// <summary>Preview and update show a warning.</summary>
    Warn,

    /// <summary>Preview and update fail.</summary>
    Fail,

    /// <summary>The next update rotates once.</summary>
    Rotate,
}

internal static class RotationHealths
{
    /// <summary>Whether outputs show a rotation that failed or is overdue.</summary>
    public static bool IsUnhealthy(PropertyMap outputs) =>
        outputs.Get(Outputs.Health.Name)?.Plain() is PropertyValue.Text { Value: var health }
        && (health == RotationHealth.Failed.ToOutput() || health == RotationHealth.Overdue.ToOutput());

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
