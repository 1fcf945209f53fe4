using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Aws.Iam;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>When a rotation issued its keys, on Infisical's clock; null where the server does not say.</summary>
internal static class KeyTimes
{
    /// <summary>A job waits for the others that are due at the same time, and for the server itself.</summary>
    private static readonly TimeSpan LongestQueue = TimeSpan.FromHours(1);

    /// <summary>After a failed rotation the server tries again on the next day.</summary>
    private const int MostFailedDays = 3;

    /// <param name="remembered">Earlier times of the last rotation, see <see cref="Remembered"/>.</param>
    public static RotationTimes? Of(Rotation rotation, ImmutableArray<DateTimeOffset> remembered) =>
        rotation is { CreatedAt: { } created, LastRotatedAt: { } rotated }
            ? new RotationTimes(created, rotated, rotation.ActiveIndex)
            {
                Earlier = Earlier(
                    rotated,
                    remembered,
                    rotation is { IsLastRotationManual: not true, RotationInterval: > 0 and var interval }
                        ? Scheduled(
                            rotated, interval, rotation.RotateAtUtc?.Hours ?? 0, rotation.RotateAtUtc?.Minutes ?? 0)
                        : []),
            }
            : null;

    /// <param name="inputs">The inputs of the rotation, for its schedule.</param>
    /// <param name="outputs">The outputs of the rotation.</param>
    public static RotationTimes? Of(RotationInputs inputs, PropertyMap outputs)
    {
        if (StoredTime.Of(outputs, Outputs.CreatedAt) is not { } created
            || StoredTime.Of(outputs, Outputs.LastRotatedAt) is not { } rotated)
        {
            return null;
        }

        var stored = new RotationInputs(inputs.Type, outputs);
        var isManual = outputs.Get(Outputs.IsLastRotationManual.Name)?.Plain() is PropertyValue.Bool(true);
        return new RotationTimes(
            created,
            rotated,
            outputs.Get(Outputs.ActiveIndex.Name)?.Plain() is PropertyValue.Number index ? (int)index.Value : null)
        {
            Earlier = Earlier(
                rotated,
                Remembered(outputs),
                !isManual && stored is { RotationInterval: > 0 and var interval, RotateAtUtc: { } time }
                    ? Scheduled(rotated, interval, time.Hours, time.Minutes)
                    : []),
        };
    }

    /// <summary>The times of the last rotation that the state knows: that of the last read, and the one before.</summary>
    public static ImmutableArray<DateTimeOffset> Remembered(PropertyMap outputs) =>
    [
        .. new[] { Outputs.LastRotatedAt, Outputs.PreviousRotatedAt }
            .Select(field => StoredTime.Of(outputs, field))
            .OfType<DateTimeOffset>(),
    ];

    /// <summary>
    /// A schedule is a guess. What is remembered of the same time or a later one leaves nothing to guess.
    /// </summary>
    private static ImmutableArray<IssueTime> Earlier(
        DateTimeOffset lastRotatedAt, ImmutableArray<DateTimeOffset> remembered, IEnumerable<IssueTime> scheduled) =>
    [
        .. remembered.Where(time => time < lastRotatedAt).Select(time => new IssueTime(time)),
        .. scheduled.Where(window => !remembered.Any(time => time >= window.At && time < lastRotatedAt)),
    ];

    /// <summary>
    /// The scheduled rotation before a scheduled one. It started at its time of day, an interval before or some days
    /// earlier, where the server failed in between.
    /// </summary>
    private static IEnumerable<IssueTime> Scheduled(
        DateTimeOffset lastRotatedAt, double interval, double hours, double minutes)
    {
        var day = new DateTimeOffset(lastRotatedAt.UtcDateTime.Date, TimeSpan.Zero);
        var daysBefore = (day - DateTimeOffset.MinValue).TotalDays;
        return Enumerable.Range(0, MostFailedDays + 1)
            .Where(failed => interval + failed + 1 < daysBefore)
            .Select(failed => new IssueTime(
                day.AddDays(-interval - failed).AddHours(hours).AddMinutes(minutes), LongestQueue));
    }
}
