using System.Collections.Immutable;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Update;

/// <summary>
/// A rotation that was requested happens once, whatever becomes of the request. The first credential is in slot 0, the
/// second in slot 1.
/// </summary>
public sealed class RotateOnceTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Fact]
    public async Task A_rotation_that_was_due_and_ran_before_the_change_arrived_is_the_requested_one()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await Due(engine);
        var hold = new Hold();
        engine.Server.Faults.On("PATCH", Route, Fault.Waits(hold));

        var updating = engine.Update(stored, Triggered(engine).With("description", "x"));
        await hold.Arrived;
        await engine.Server.RunScheduler(TestContext.Current.CancellationToken);
        hold.Release();

        AssertRotatedOnce(engine, await updating);
        Assert.Empty(Requested(engine, stored));
    }

    [Fact]
    public async Task A_change_that_makes_a_rotation_due_rotates_it_and_nothing_else_does()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromDays(10));

        var updated = await engine.Update(stored, Triggered(engine).With("rotationInterval", 7d));

        AssertRotatedOnce(engine, updated);
        Assert.Empty(Requested(engine, stored));
    }

    [Fact]
    public async Task A_due_rotation_that_the_server_runs_a_moment_later_is_waited_for()
    {
        await using var engine = await ProviderHarness.Start(new EmulatorOptions { RunsDueJobsAtOnce = false });
        var stored = await Due(engine);
        engine.Time.After(
            TimeSpan.FromSeconds(1), () => engine.Server.RunScheduler(TestContext.Current.CancellationToken));

        var updated = await engine.Update(stored, Triggered(engine).With("description", "x"));

        AssertRotatedOnce(engine, updated);
        Assert.Empty(Requested(engine, stored));
    }

    [Fact]
    public async Task A_due_rotation_that_the_server_does_not_run_is_requested()
    {
        await using var engine = await ProviderHarness.Start(new EmulatorOptions { RunsDueJobsAtOnce = false });
        var stored = await Due(engine);

        var updated = await engine.Update(stored, Triggered(engine).With("description", "x"));

        AssertRotatedOnce(engine, updated);
        Assert.Single(Requested(engine, stored));
    }

    [Fact]
    public async Task A_rotation_that_a_change_made_due_later_is_requested_without_a_wait()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await Due(engine);

        var updated = await engine.Update(stored, Triggered(engine).With("rotationInterval", 90d));

        AssertRotatedOnce(engine, updated);
        Assert.Single(Requested(engine, stored));
        Assert.InRange(engine.Time.Waited, TimeSpan.Zero, TimeSpan.FromSeconds(0.1));
    }

    [Fact]
    public async Task A_due_rotation_that_cannot_be_read_is_not_requested()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await Due(engine);
        engine.Server.Faults.On("GET", $"{Route}/{stored.Id}", Unwell, nth: 2, times: 5);

        var refusal = await Record.ExceptionAsync(
            () => engine.Update(stored, Triggered(engine).With("description", "x")));

        Assert.Contains(
            "Something went wrong", Assert.IsType<PartialResultException>(refusal).Message, StringComparison.Ordinal);
        Assert.Empty(Requested(engine, stored));
        Assert.Equal(1, Assert.Single(engine.Server.World.Rotations).ActiveIndex);
    }

    [Fact]
    public async Task Another_slot_alone_shows_that_it_rotated()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Clock.Set(DateTimeOffset.Parse("2026-08-01T10:15:00Z", null));
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("POST", $"{Route}/{stored.Id}/rotate-secrets", Fault.CutAfterHandling);

        var updated = await engine.Update(stored, Triggered(engine));

        AssertRotatedOnce(engine, updated);
        Assert.Equal(stored.Text("lastRotatedAt"), updated.Text("lastRotatedAt"));
    }

    [Fact]
    public async Task Another_time_alone_shows_that_it_rotated()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromMinutes(2));
        engine.Server.Faults.On("POST", $"{Route}/{stored.Id}/rotate-secrets", Fault.CutAfterHandling);
        engine.Server.Faults.On("GET", $"{Route}/{stored.Id}", Unwell, nth: 2);
        engine.Time.After(TimeSpan.FromSeconds(0.25), () => engine.RotateElsewhere(stored));

        var updated = await engine.Update(stored, Triggered(engine));

        Assert.Equal(stored.Outputs["activeIndex"], updated.Outputs["activeIndex"]);
        Assert.NotEqual(stored.Text("lastRotatedAt"), updated.Text("lastRotatedAt"));
        Assert.NotEqual(stored.Text("credentialVersion"), updated.Text("credentialVersion"));
    }

    [Fact]
    public async Task The_error_of_a_request_without_the_lock_does_not_end_the_other_rotation()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromMinutes(2));
        engine.Server.Faults.OnRotateLosesLock();
        engine.Time.After(TimeSpan.FromSeconds(60), () => engine.RotateElsewhere(stored));

        var updated = await engine.Update(stored, Triggered(engine));

        AssertRotatedOnce(engine, updated);
    }

    [Fact]
    public async Task A_rotation_that_was_running_already_and_failed_is_an_error_with_its_reason()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromMinutes(2));
        engine.Server.Faults.On("POST", $"{Route}/{stored.Id}/rotate-secrets", Running);
        engine.Server.Faults.OnIssue(ProviderFault.Refuses("limit exceeded"));
        engine.Time.After(TimeSpan.FromSeconds(3), () => engine.RotateElsewhere(stored));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, Triggered(engine)));

        Assert.Contains("limit exceeded", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData("502", 90)]
    [InlineData("503", 90)]
    [InlineData("504", 90)]
    [InlineData("running", 90)]
    [InlineData("cut", 20)]
    [InlineData("500", 20)]
    public async Task A_rotation_that_may_still_happen_is_polled_for_this_long(string answer, int seconds)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("POST", $"{Route}/{stored.Id}/rotate-secrets", Instead(answer));
        engine.Time.After(TimeSpan.FromSeconds(seconds), () => engine.RotateElsewhere(stored));

        var updated = await engine.Update(stored, Triggered(engine));

        AssertRotatedOnce(engine, updated);
    }

    [Theory]
    [InlineData("504", 95, "does not show a new credential")]
    [InlineData("running", 95, "Run pulumi up again in a minute")]
    [InlineData("cut", 25, "does not show a new credential")]
    [InlineData("500", 25, "does not show a new credential")]
    public async Task A_rotation_that_does_not_happen_is_an_error_after_this_time_and_requested_once(
        string answer, int seconds, string sentence)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("POST", $"{Route}/{stored.Id}/rotate-secrets", Instead(answer));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, Triggered(engine)));

        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.InRange(engine.Time.Waited, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(seconds));
        Assert.Single(Requested(engine, stored));
        Assert.Equal(0, Assert.Single(engine.Server.World.Rotations).ActiveIndex);
    }

    [Fact]
    public async Task A_rotation_with_a_later_step_that_failed_is_a_warning_with_the_servers_reason()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.OnIssue(ProviderFault.FailsAfterStoring("could not retire the old key"));

        AssertRotatedOnce(engine, await engine.Update(stored, Triggered(engine)));

        var warning = Assert.Single(engine.Warnings);
        Assert.Contains("a later step failed", warning, StringComparison.Ordinal);
        Assert.Contains("could not retire the old key", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_rotation_is_an_error_before_the_request()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        await engine.Delete(stored);
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, Triggered(engine)));

        Assert.Contains($"{stored.Id} does not exist any more", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Requested(engine, stored));
    }

    [Fact]
    public async Task An_unreadable_rotation_after_a_gateway_error_has_an_unknown_outcome()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.Faults.On(
            "POST", $"{Route}/{stored.Id}/rotate-secrets", Fault.Error(504, "GatewayTimeout", "too slow"));
        engine.Server.Faults.On(
            "GET",
            $"{Route}/{stored.Id}",
            Fault.Error(500, "InternalServerError", "Something went wrong"),
            nth: 2,
            times: 100);

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Update(stored, engine.Inputs().With("rotateTriggers", PropertyMap.Empty.With("by", "1"))));

        Assert.Contains("is unknown", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("untouched", refusal.Message, StringComparison.Ordinal);
        Assert.True(engine.Server.Requests.To("GET", $"{Route}/{stored.Id}").Length > 6);
    }

    private static Fault Unwell => Fault.Error(500, "InternalServerError", "Something went wrong");

    private static Fault Running =>
        Fault.Error(400, "BadRequest", "A rotation is already in progress. Please try again shortly.");

    private static Fault Instead(string answer) => answer switch
    {
        "running" => Running,
        "cut" => Fault.CutBeforeHandling,
        "500" => Unwell,
        _ => Fault.Page(int.Parse(answer, null)),
    };

    private static PropertyMap Triggered(ProviderHarness engine) =>
        engine.Inputs().With("rotateTriggers", PropertyMap.Empty.With("by", "1"));

    /// <summary>
    /// A rotation whose time has come and that the server has not rotated yet, as a new run reads it.
    /// </summary>
    private static async Task<Stored> Due(ProviderHarness engine)
    {
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromDays(35));
        engine.NewRun();
        return (await engine.Read(stored))!;
    }

    private static ImmutableArray<RecordedRequest> Requested(ProviderHarness engine, Stored stored) =>
        engine.Server.Requests.To("POST", $"{Route}/{stored.Id}/rotate-secrets");

    private static void AssertRotatedOnce(ProviderHarness engine, Stored updated)
    {
        Assert.Equal(new PropertyValue.Number(1), updated.Outputs["activeIndex"]);
        Assert.Equal(1, Assert.Single(engine.Server.World.Rotations).ActiveIndex);
        Assert.Equal("1 rotations, 2 keys, 2 secrets", engine.WhatIsThere());
    }
}
