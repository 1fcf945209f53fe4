namespace Pulumi.InfisicalRotation.Aws.Iam;

/// <summary>A time at which a rotation issued a key.</summary>
/// <param name="At">The time, or the earliest one.</param>
/// <param name="Late">How much later it may have been.</param>
internal readonly record struct IssueTime(DateTimeOffset At, TimeSpan Late = default)
{
    /// <summary>Whether a key of this age can be the one.</summary>
    /// <param name="tolerance">How far the clocks may be apart.</param>
    public bool Fits(DateTimeOffset created, TimeSpan tolerance) =>
        created >= At - tolerance && created <= At + Late + tolerance;

    /// <inheritdoc cref="RotationTimes.On"/>
    public IssueTime On(TimeSpan ahead) => this with { At = At + ahead };
}
