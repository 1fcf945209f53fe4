namespace Pulumi.InfisicalRotation.Aws.Iam;

/// <summary>A time at which a rotation issued a key.</summary>
/// <param name="At">The time, or the earliest one.</param>
/// <param name="Late">How much later it may have been.</param>
internal readonly record struct IssueTime(DateTimeOffset At, TimeSpan Late = default)
{
    /// <summary>Whether a key of this age can be the one.</summary>
    /// <param name="before">How much earlier the key may have been created.</param>
    /// <param name="after">How much later.</param>
    public bool Fits(DateTimeOffset created, TimeSpan before, TimeSpan after) =>
        created >= At - before && created <= At + Late + after;

    /// <inheritdoc cref="RotationTimes.On"/>
    public IssueTime On(TimeSpan ahead) => this with { At = At + ahead };
}
