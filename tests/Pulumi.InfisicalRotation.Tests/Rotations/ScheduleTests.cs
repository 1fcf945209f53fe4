using System.Globalization;
using Pulumi.InfisicalRotation.Rotations;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("2026-08-01T10:15:00Z", 30, 0, 0, true, "2026-09-01T00:00:00Z")]
    [InlineData("2026-08-01T10:15:00Z", 30, 12, 0, true, "2026-08-31T12:00:00Z")]
    [InlineData("2026-08-01T10:15:00Z", 30, 10, 15, true, "2026-09-01T10:15:00Z")]
    [InlineData("2026-08-01T10:15:00Z", 30, 10, 16, true, "2026-08-31T10:16:00Z")]
    [InlineData("2026-09-01T00:00:02Z", 30, 0, 0, false, "2026-10-01T00:00:00Z")]
    [InlineData("2026-08-01T23:30:00-02:00", 1, 0, 0, false, "2026-08-03T00:00:00Z")]
    public void The_next_rotation_is_computed_as_the_server_does(
        string last, int interval, int hours, int minutes, bool manual, string next) =>
        Assert.Equal(Time(next), Schedule.Next(Time(last), interval, hours, minutes, manual));

    [Theory]
    [InlineData("2026-08-01T23:59:00Z", true)]
    [InlineData("2026-08-02T00:00:00Z", false)]
    [InlineData("2026-07-01T00:00:00Z", true)]
    public void A_rotation_before_the_next_midnight_is_due_today(string next, bool isDue) =>
        Assert.Equal(isDue, Schedule.IsDueToday(Time(next), Time("2026-08-01T10:00:00Z")));

    [Fact]
    public void After_a_failure_the_next_try_is_tomorrow() =>
        Assert.Equal(Time("2026-08-02T02:30:00Z"), Schedule.Tomorrow(Time("2026-08-01T10:00:00Z"), 2, 30));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("9999-12-31T23:55:00Z", 1)]
    [InlineData("9999-12-31T23:59:59Z", int.MaxValue)]
    [InlineData("2026-11-27T00:00:00Z", int.MaxValue)]
    [InlineData("2026-11-27T00:00:00Z", 2912112)]
    public void A_date_beyond_the_calendar_is_its_end(string last, int interval)
    {
        var time = DateTimeOffset.Parse(last, System.Globalization.CultureInfo.InvariantCulture);

        Assert.InRange(Schedule.Next(time, interval, 23, 59, wasManual: true), time, DateTimeOffset.MaxValue);
        Assert.InRange(Schedule.Tomorrow(time, 23, 59), time, DateTimeOffset.MaxValue);
        Assert.Equal(time.Year == 9999, Schedule.IsDueToday(time, time) && Schedule.Tomorrow(time, 0, 0) == DateTimeOffset.MaxValue);
    }
}
