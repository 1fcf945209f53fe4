namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>Predicts when Infisical rotates, by the server's own rules.</summary>
internal static class Schedule
{
    /// <summary>
    /// How long after its time a rotation counts as overdue. The server tries five times, with growing waits, and sets
    /// the status to failed only after the last attempt.
    /// </summary>
    public static readonly TimeSpan OverdueAfter = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The next rotation after a successful one: its day at the scheduled time, plus the interval. A manual rotation at
    /// or after the scheduled time adds a day, so that the full interval passes.
    /// </summary>
    public static DateTimeOffset Next(
        DateTimeOffset lastRotatedAt, int interval, int hours, int minutes, bool wasManual)
    {
        var last = lastRotatedAt.ToUniversalTime();
        var next = new DateTimeOffset(last.Year, last.Month, last.Day, hours, minutes, 0, TimeSpan.Zero);
        var isPastTime = last.Hour > hours || (last.Hour == hours && last.Minute >= minutes);
        return Plus(next, wasManual && isPastTime ? interval + 1.0 : interval);
    }

    /// <summary>The next rotation after a failed one: the next day at the scheduled time.</summary>
    public static DateTimeOffset Tomorrow(DateTimeOffset now, int hours, int minutes) =>
        Plus(new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(hours).AddMinutes(minutes), 1);

    /// <summary>
    /// Whether a rotation is due before the next midnight (UTC). Any update then makes the server queue it.
    /// </summary>
    public static bool IsDueToday(DateTimeOffset next, DateTimeOffset now) =>
        next < Plus(new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero), 1);

    /// <summary>
    /// The end of the calendar where the sum is beyond it; the server has no upper limit for an interval.
    /// </summary>
    private static DateTimeOffset Plus(DateTimeOffset time, double days) =>
        days < (DateTimeOffset.MaxValue - time).TotalDays ? time.AddDays(days) : DateTimeOffset.MaxValue;
}
