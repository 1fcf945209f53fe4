using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Aws.Iam;

/// <summary>When a rotation issued keys, on AWS's clock.</summary>
/// <param name="CreatedAt">When it was created, and issued its first key.</param>
/// <param name="LastRotatedAt">When its active key was issued.</param>
/// <param name="ActiveIndex">The slot of the active key, 0 or 1; null if unknown.</param>
internal sealed record RotationTimes(DateTimeOffset CreatedAt, DateTimeOffset LastRotatedAt, int? ActiveIndex)
{
    /// <summary>Creation sets both times, but not at the same instant.</summary>
    private static readonly TimeSpan CreationTime = TimeSpan.FromSeconds(2);

    /// <summary>When it issued other keys, as far as that is known.</summary>
    public ImmutableArray<IssueTime> Earlier { get; init; } = [];

    /// <summary>When other rotations of the same user issued keys, as far as that is known.</summary>
    public ImmutableArray<IssueTime> Others { get; init; } = [];

    /// <summary>Whether it has rotated since its creation. If it has not, it owns one key only.</summary>
    public bool HasRotated => ActiveIndex == 1 || LastRotatedAt - CreatedAt > CreationTime;

    /// <summary>The same times on another clock.</summary>
    /// <param name="ahead">How far the other clock is ahead.</param>
    public RotationTimes On(TimeSpan ahead) => this with
    {
        CreatedAt = CreatedAt + ahead,
        LastRotatedAt = LastRotatedAt + ahead,
        Earlier = [.. Earlier.Select(time => time.On(ahead))],
        Others = [.. Others.Select(time => time.On(ahead))],
    };
}
