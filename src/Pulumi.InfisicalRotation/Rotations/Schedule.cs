namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>When Infisical rotates, worked out by the server's own rule.</summary>
internal static class Schedule
{
    /// <summary>
    /// How long past its time a rotation may be before it counts as overdue: the server tries five times, with growing waits, and
    /// says "failed" only after the last.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>Far enough for any calendar; an interval has no upper limit that the server would name.</summary>
    private const int LongestInterval = 1_000_000;

    /// <summary>
    /// The next rotation after a success: the day of the last one at the set time, plus the interval, plus a day where the last was
    /// asked for and came at or after that time of day, so that the full interval is kept.
    /// </summary>
    public static DateTimeOffset Next(DateTimeOffset lastRotatedAt, int interval, int hours, int minutes, bool wasManual)
    {
        var last = lastRotatedAt.ToUniversalTime();
        var next = new DateTimeOffset(last.Year, last.Month, last.Day, hours, minutes, 0, TimeSpan.Zero).AddDays(Math.Min(interval, LongestInterval));
        var isPastTime = last.Hour > hours || (last.Hour == hours && last.Minute >= minutes);
        return wasManual && isPastTime ? next.AddDays(1) : next;
    }

    /// <summary>The next rotation after a failure: the next day at the set time.</summary>
    public static DateTimeOffset Tomorrow(DateTimeOffset now, int hours, int minutes) =>
        new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1).AddHours(hours).AddMinutes(minutes);

    /// <summary>
    /// Whether an update leaves the server with a rotation due before the next midnight (UTC): then it queues one at once.
    /// </summary>
    public static bool IsDueToday(DateTimeOffset next, DateTimeOffset now) => next < new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1);
}
