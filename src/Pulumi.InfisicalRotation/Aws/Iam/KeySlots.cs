using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Aws.Iam;

/// <summary>
/// Which key of a user Infisical deletes when it issues the next one, and whose key that is. With two keys it deletes
/// the older one, whoever created it. The rotation's keys are recognized by their age, because no credential is read: the
/// active key was created shortly before <c>lastRotatedAt</c>, and the retired one at an earlier time at which this
/// rotation is known to have issued a key. Where age does not tell, the key counts as one that must not be deleted.
/// </summary>
/// <param name="Count">The number of keys that the user has.</param>
/// <param name="Deleted">The key that would be deleted; null if there are fewer than two.</param>
/// <param name="Owner">Whose key that is; meaningless without one.</param>
internal sealed record KeySlots(int Count, AccessKey? Deleted, KeyOwner Owner)
{
    /// <summary>IAM allows no more keys, and Infisical deletes one before it creates one.</summary>
    private const int MaxKeys = 2;

    /// <summary>How far the clocks of AWS and Infisical, and the time a request takes, can set the times apart.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Infisical stores the time when it has the key, so a later one is not that of the rotation. This is for the
    /// resolution of both clocks.
    /// </summary>
    private static readonly TimeSpan AfterIssue = TimeSpan.FromSeconds(15);

    /// <summary>IAM reports times to the second.</summary>
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    /// <param name="keys">The keys of the user, in any order.</param>
    /// <param name="rotation">The rotation that would issue a key; null for one that does not exist yet.</param>
    public static KeySlots Of(ImmutableArray<AccessKey> keys, RotationTimes? rotation)
    {
        var sorted = Sorted(keys);
        return sorted.Length < MaxKeys
            ? new KeySlots(sorted.Length, null, KeyOwner.Foreign)
            : new KeySlots(
                sorted.Length,
                sorted[0],
                rotation is null ? KeyOwner.Foreign : OwnerOfOldest(sorted, rotation));
    }

    /// <summary>Whether the user has the key that the rotation issued last.</summary>
    public static bool HasActive(ImmutableArray<AccessKey> keys, RotationTimes rotation) =>
        Active(Sorted(keys), rotation) is not null;

    /// <summary>The keys that would be left if a rotation were deleted and its keys revoked.</summary>
    public static ImmutableArray<AccessKey> Without(ImmutableArray<AccessKey> keys, RotationTimes rotation)
    {
        var sorted = Sorted(keys);
        if (Active(sorted, rotation) is not { } active)
        {
            return sorted;
        }

        var retired = sorted[0] != active && OwnerOfOldest(sorted, rotation) == KeyOwner.OwnRetired ? sorted[0] : null;
        return [.. sorted.Where(key => key != active && key != retired)];
    }

    private static KeyOwner OwnerOfOldest(ImmutableArray<AccessKey> sorted, RotationTimes rotation)
    {
        var oldest = sorted[0];
        if (Active(sorted, rotation) is not { } active)
        {
            return KeyOwner.Foreign;
        }

        if (sorted.Any(key => key != active && (key.CreatedAt - active.CreatedAt).Duration() <= Resolution))
        {
            return KeyOwner.Unclear;
        }

        // A key from before the rotation, or next to its only key, is not one that it has retired.
        return oldest == active ? KeyOwner.OwnActive
            : !rotation.HasRotated || oldest.CreatedAt < rotation.CreatedAt - Tolerance ? KeyOwner.Foreign
            : rotation.Others.Any(time => time.Fits(oldest.CreatedAt, Tolerance, Tolerance)) ? KeyOwner.Foreign
            : IsIssued(new IssueTime(rotation.CreatedAt)) || rotation.Earlier.Any(IsIssued) ? KeyOwner.OwnRetired
            : KeyOwner.Unproven;

        bool IsIssued(IssueTime time) => time.Fits(oldest.CreatedAt, Tolerance, AfterIssue + Later(active, rotation));
    }

    /// <summary>
    /// How much later than its rotation the active key seems to have been created: the clocks are apart.
    /// </summary>
    private static TimeSpan Later(AccessKey active, RotationTimes rotation) =>
        active.CreatedAt > rotation.LastRotatedAt ? active.CreatedAt - rotation.LastRotatedAt : TimeSpan.Zero;

    /// <summary>
    /// The key that the last rotation created. If two fit, because somebody created one shortly after the rotation or
    /// two rotations followed each other, it is the last one that was there when the rotation ended.
    /// </summary>
    private static AccessKey? Active(ImmutableArray<AccessKey> sorted, RotationTimes rotation)
    {
        var near = sorted.Where(key => (key.CreatedAt - rotation.LastRotatedAt).Duration() <= Tolerance).ToList();
        return near.FindLast(key => key.CreatedAt <= rotation.LastRotatedAt + Resolution) ?? near.FirstOrDefault();
    }

    private static ImmutableArray<AccessKey> Sorted(ImmutableArray<AccessKey> keys) =>
        [.. keys.OrderBy(key => key.CreatedAt)];
}
