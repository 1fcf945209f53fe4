namespace Infisical.Emulator;

/// <summary>When a rotation is due next.</summary>
internal static class Schedule
{
    public static DateTimeOffset? Next(RotationRow row, DateTimeOffset now) =>
        !row.IsAutoRotationEnabled ? null : row.HasFailed ? Tomorrow(row, now) : AfterSuccess(row);

    /// <summary>After a failure, and by the server's code then also where auto rotation is off.</summary>
    public static DateTimeOffset Tomorrow(RotationRow row, DateTimeOffset now) => At(Midnight(now).AddDays(1), row);

    /// <summary>The UTC midnight that comes next.</summary>
    public static DateTimeOffset NextMidnight(DateTimeOffset now) => Midnight(now).AddDays(1);

    private static DateTimeOffset AfterSuccess(RotationRow row)
    {
        var next = At(Midnight(row.LastRotatedAt), row).AddDays(row.RotationInterval);
        var (hours, minutes) = ((int)row.Hours, (int)row.Minutes);
        var last = row.LastRotatedAt.UtcDateTime;

        // A rotation by hand late in the day would otherwise be followed by one before the whole interval is over.
        var isLate = last.Hour > hours || (last.Hour == hours && last.Minute >= minutes);
        return row.IsLastRotationManual && isLate ? next.AddDays(1) : next;
    }

    private static DateTimeOffset Midnight(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);

    private static DateTimeOffset At(DateTimeOffset midnight, RotationRow row) =>
        midnight.AddHours((int)row.Hours).AddMinutes((int)row.Minutes);
}
