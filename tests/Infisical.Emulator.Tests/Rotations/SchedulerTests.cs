using System.Globalization;
using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Rotations;

public sealed class SchedulerTests
{
    [Theory]
    [InlineData("2026-08-01T10:15:00Z", 30, 0, 0, "2026-09-01T00:00:00.000Z")]
    [InlineData("2026-08-01T10:15:00Z", 30, 12, 0, "2026-08-31T12:00:00.000Z")]
    [InlineData("2026-08-01T10:15:00Z", 30, 10, 15, "2026-09-01T10:15:00.000Z")]
    [InlineData("2026-08-01T10:15:00Z", 30, 10, 16, "2026-08-31T10:16:00.000Z")]
    public async Task A_new_rotation_is_due_after_at_least_the_whole_interval(string at, int interval, int hours, int minutes, string next)
    {
        await using var api = await Api.StartAsync();
        api.Server.Clock.Set(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));
        var body = api.AwsBody();
        body["rotationInterval"] = interval;
        body["rotateAtUtc"] = new JsonObject { ["hours"] = hours, ["minutes"] = minutes };
        Assert.Equal(next, (await api.Post(Api.Aws, body)).Rotation["nextRotationAt"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_job_rotates_what_is_due_and_counts_the_interval_from_its_day()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        api.Server.Clock.Set(DateTimeOffset.Parse("2026-09-01T00:00:02Z", CultureInfo.InvariantCulture));
        api.LogInAs(api.Server.Seed.Identity);
        Assert.Equal([new ScheduledRotation(id, 1, Succeeded: true)], await api.Server.RunScheduler(Api.Cancellation));
        var row = (await api.Get($"{Api.Aws}/{id}")).Rotation;
        Assert.Equal(
            ("2026-10-01T00:00:00.000Z", false, $"secret-rotation-v2-rotate-{id}", 1),
            (row["nextRotationAt"]!.GetValue<string>(), row["isLastRotationManual"]!.GetValue<bool>(), row["lastRotationJobId"]!.GetValue<string>(), row["activeIndex"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Nothing_happens_before_the_time()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        api.Server.Clock.Set(DateTimeOffset.Parse("2026-08-31T23:59:00Z", CultureInfo.InvariantCulture));
        Assert.Empty(await api.Server.RunScheduler(Api.Cancellation));
        Assert.Single(api.Server.World.Keys);
    }

    [Fact]
    public async Task Paused_rotations_are_left_alone()
    {
        await using var api = await Api.StartAsync();
        var body = api.AwsBody();
        body["isAutoRotationEnabled"] = false;
        var created = await api.Post(Api.Aws, body);
        Assert.Null(created.Expect(200)["secretRotation"]!["nextRotationAt"]);
        api.Server.Clock.Advance(TimeSpan.FromDays(100));
        Assert.Empty(await api.Server.RunScheduler(Api.Cancellation));
    }

    [Fact]
    public async Task Five_attempts_fail_before_the_row_does()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        api.Server.Clock.Set(DateTimeOffset.Parse("2026-09-01T00:00:02Z", CultureInfo.InvariantCulture));
        api.Server.Faults.OnIssue(ProviderFault.Refuses("down") with { Times = 5 });
        Assert.Equal([new ScheduledRotation(id, 5, Succeeded: false)], await api.Server.RunScheduler(Api.Cancellation));
        var row = Assert.Single(api.Server.World.Rotations);
        Assert.Equal((true, DateTimeOffset.Parse("2026-09-02T00:00:00Z", CultureInfo.InvariantCulture)), (row.HasFailed, row.NextRotationAt));
        Assert.EndsWith("down", row.LastMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fifth_attempt_can_still_save_it()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        api.Server.Clock.Advance(TimeSpan.FromDays(40));
        api.Server.Faults.OnIssue(ProviderFault.Refuses("down") with { Times = 4 });
        Assert.Equal([new ScheduledRotation(id, 5, Succeeded: true)], await api.Server.RunScheduler(Api.Cancellation));
        Assert.False(Assert.Single(api.Server.World.Rotations).HasFailed);
    }

    [Fact]
    public async Task Between_attempts_the_row_looks_healthy_and_overdue()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        api.Server.Clock.Advance(TimeSpan.FromDays(40));
        api.Server.Faults.OnIssue(ProviderFault.Refuses("down") with { Times = 5 });
        await api.Server.RunScheduler(Api.Cancellation, attempts: 2);
        var row = Assert.Single(api.Server.World.Rotations);
        Assert.False(row.HasFailed);
        Assert.True(row.NextRotationAt < api.Server.Clock.Now);
    }

    [Fact]
    public async Task A_job_is_dropped_when_somebody_rotated_meanwhile()
    {
        await using var api = await Api.StartAsync();
        var body = api.AwsBody();
        body["rotationInterval"] = 1;
        body["rotateAtUtc"] = new JsonObject { ["hours"] = 23, ["minutes"] = 0 };
        var id = await api.CreateAsync(body);
        api.Server.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Empty(await api.Server.RunScheduler(Api.Cancellation));
        Assert.Equal(1, api.Server.World.QueuedJobs);
        api.Server.Clock.Advance(TimeSpan.FromHours(1));
        (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Expect(200);
        api.Server.Clock.Advance(TimeSpan.FromHours(12));
        Assert.Empty(await api.Server.RunScheduler(Api.Cancellation));
        Assert.Equal((2, 0), (api.Server.World.Keys.Length, api.Server.World.QueuedJobs));
    }
}
