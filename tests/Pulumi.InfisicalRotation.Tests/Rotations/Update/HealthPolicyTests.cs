using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Update;

/// <summary>The input <c>whenUnhealthy</c>: what a failed or overdue rotation causes.</summary>
public sealed class HealthPolicyTests
{
    private const string Reason = "access denied for the connection";

    [Theory]
    [InlineData("fail", "whenUnhealthy is fail")]
    [InlineData("rotate", "the next pulumi up rotates once")]
    public async Task A_read_of_a_failed_rotation_makes_the_engine_plan_an_update(string reaction, string expected)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await Failed(engine, reaction);

        var partial = await Assert.ThrowsAsync<PartialResultException>(() => engine.Read(stored));

        Assert.Equal(stored.Id, partial.Id);
        Assert.Equal("failed", partial.Outputs.TextOf("health"));
        Assert.Equal(stored.Inputs, partial.Inputs);
        Assert.True(partial.RefreshBeforeUpdate);
        var message = Assert.Single(partial.Reasons);
        Assert.Contains(Reason, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task What_was_repaired_is_not_repaired_again_because_a_replica_lags()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await ReadPartly(engine, await Failed(engine, "rotate"));
        engine.Server.ReadLag.Freeze();
        stored = await engine.Update(stored, stored.Inputs);
        var repaired = engine.Server.World.Keys;
        engine.NewRun();

        Assert.Equal(stored.Outputs, (await engine.Read(stored))?.Outputs);
        Assert.Equal(repaired, engine.Server.World.Keys);
    }

    [Fact]
    public async Task With_fail_preview_and_update_are_refused_with_the_reason_of_the_server()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await ReadPartly(engine, await Failed(engine, "fail"));
        var before = engine.WhatIsThere();

        var preview = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewUpdate(stored, stored.Inputs));
        var update = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, stored.Inputs));

        Assert.Contains(Reason, preview.Message, StringComparison.Ordinal);
        Assert.Contains("change rotateTriggers or set whenUnhealthy to", preview.Message, StringComparison.Ordinal);
        Assert.Equal(preview.Message, update.Message);
        Assert.Equal(before, engine.WhatIsThere());
    }

    [Fact]
    public async Task With_fail_a_time_that_the_server_leaves_out_is_left_out()
    {
        var options = new EmulatorOptions();
        options.LeftOut.Add("lastRotationAttemptedAt");
        await using var engine = await ProviderHarness.Start(options);
        var stored = await ReadPartly(engine, await Failed(engine, "fail"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, stored.Inputs));

        Assert.StartsWith(
            "The rotation \"ci-key\" is failed. Infisical reports: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_fail_another_change_is_refused_too()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await ReadPartly(engine, await Failed(engine, "fail"));

        var before = engine.Server.Requests.All.Length;

        await Assert.ThrowsAsync<RefusalException>(
            () => engine.Update(stored, stored.Inputs.With("description", "changed")));

        Assert.All(
            engine.RequestsSince(before), request => Assert.StartsWith("GET", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_fail_a_trigger_repairs_the_rotation()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await ReadPartly(engine, await Failed(engine, "fail"));

        var updated = await engine.Update(
            stored, stored.Inputs.With("rotateTriggers", PropertyMap.Empty.With("incident", "42")));

        Assert.Equal("healthy", updated.Text("health"));
        Assert.Equal(2, engine.Server.World.Keys.Length);
    }

    [Theory]
    [InlineData("warn")]
    [InlineData(null)]
    public async Task Fail_can_be_switched_off_without_a_request_that_changes_something(string? reaction)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await ReadPartly(engine, await Failed(engine, "fail"));
        var before = engine.Server.Requests.All.Length;

        var updated = await engine.Update(stored, With(stored.Inputs, reaction));

        Assert.Equal("warn", updated.Text("whenUnhealthy"));
        Assert.DoesNotContain(engine.RequestsSince(before), request => !request.StartsWith("GET", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("rotate")]
    public async Task An_unhealthy_rotation_can_be_deleted(string reaction)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await ReadPartly(engine, await Failed(engine, reaction));

        await engine.Delete(stored);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task With_rotate_an_update_without_a_change_rotates_exactly_once()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await ReadPartly(engine, await Failed(engine, "rotate"));

        var preview = await engine.PreviewUpdate(stored, stored.Inputs);
        var keys = engine.Server.World.Keys.Length;
        var updated = await engine.Update(stored, stored.Inputs);

        Assert.Null(preview.Outputs.Get("credentialVersion"));
        Assert.Contains(engine.Log, line => line.Contains("this update rotates the credential once", StringComparison.Ordinal));
        Assert.Equal(1, keys);
        Assert.Equal(2, engine.Server.World.Keys.Length);
        Assert.Equal("healthy", updated.Text("health"));
        Assert.NotEqual(stored.Text("credentialVersion"), updated.Text("credentialVersion"));
    }

    [Fact]
    public async Task With_rotate_an_overdue_rotation_is_rotated_once()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs().With("whenUnhealthy", "rotate"));
        engine.Server.Clock.Advance(TimeSpan.FromDays(40));
        engine.NewRun();
        stored = await ReadPartly(engine, stored);

        var updated = await engine.Update(stored, stored.Inputs);

        Assert.Equal("healthy", updated.Text("health"));
        Assert.Equal(2, engine.Server.World.Keys.Length);
    }

    [Fact]
    public async Task With_rotate_and_a_changed_trigger_it_rotates_once()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await ReadPartly(engine, await Failed(engine, "rotate"));

        await engine.Update(stored, stored.Inputs.With("rotateTriggers", PropertyMap.Empty.With("incident", "42")));

        Assert.Equal(2, engine.Server.World.Keys.Length);
    }

    [Fact]
    public async Task A_second_failure_is_reported_with_the_reason_of_the_server()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await ReadPartly(engine, await Failed(engine, "rotate"));
        engine.Server.Faults.OnIssue(ProviderFault.Refuses("still not allowed"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, stored.Inputs));

        Assert.Contains("still not allowed", refusal.Message, StringComparison.Ordinal);
        Assert.Single(engine.Server.World.Keys);
    }

    [Fact]
    public async Task A_rotation_that_recovered_after_the_read_is_not_rotated_again()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await ReadPartly(engine, await Failed(engine, "rotate"));
        await engine.RotateElsewhere(stored);
        Assert.Equal(2, engine.Server.World.Keys.Length);
        var version = Assert.Single(engine.Server.World.Rotations).LastRotatedAt;

        var updated = await engine.Update(stored, stored.Inputs);

        Assert.Equal("healthy", updated.Text("health"));
        Assert.Equal(version, Assert.Single(engine.Server.World.Rotations).LastRotatedAt);
    }

    [Fact]
    public async Task A_rotation_that_recovered_after_the_read_is_not_rotated_by_another_change_either()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await ReadPartly(engine, await Failed(engine, "rotate"));
        await engine.RotateElsewhere(stored);
        var rotated = Assert.Single(engine.Server.World.Rotations).LastRotatedAt;

        var updated = await engine.Update(stored, stored.Inputs.With("description", "changed"));

        Assert.Equal("changed", updated.Text("description"));
        Assert.Equal(rotated, Assert.Single(engine.Server.World.Rotations).LastRotatedAt);
    }

    [Fact]
    public async Task A_preview_does_not_refuse_because_of_an_outdated_state()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await ReadPartly(engine, await Failed(engine, "fail"));
        await engine.RotateElsewhere(stored);
        engine.NewRun();

        await engine.PreviewUpdate(stored, stored.Inputs.With("description", "changed"));
    }

    [Fact]
    public async Task An_outdated_state_is_read_before_a_rotation_or_a_refusal()
    {
        await using var engine = await ProviderHarness.Start();
        var failed = await ReadPartly(engine, await Failed(engine, "rotate"));
        await engine.RotateElsewhere(failed);
        engine.NewRun();

        var updated = await engine.Update(failed, failed.Inputs.With("description", "changed"));

        Assert.Equal("healthy", updated.Text("health"));
        Assert.Equal(2, engine.Server.World.Keys.Length);
        engine.NewRun();
        var again = await engine.Update(
            failed, failed.Inputs.With("whenUnhealthy", "fail").With("description", "again"));
        Assert.Equal("again", again.Text("description"));
    }

    [Fact]
    public async Task The_provider_configuration_gives_the_default_and_the_program_has_precedence()
    {
        await using var engine = await ProviderHarness.Start();
        engine.NewRun(engine.Configuration().With("whenUnhealthy", "rotate").With("complianceMaxAgeDays", 90d));

        var byDefault = engine.Check(engine.Inputs());
        var own = engine.Check(
            engine.Inputs("own", "own-bot", "OWN").With("whenUnhealthy", "fail").With("complianceMaxAgeDays", 120d), null, "s");

        Assert.Equal(new PropertyValue.Text("rotate"), byDefault.Get("whenUnhealthy"));
        Assert.Equal(new PropertyValue.Number(90), byDefault.Get("complianceMaxAgeDays"));
        Assert.Equal(new PropertyValue.Text("fail"), own.Get("whenUnhealthy"));
        Assert.Equal(new PropertyValue.Number(120), own.Get("complianceMaxAgeDays"));
    }

    [Theory]
    [InlineData("ignore", "whenUnhealthy is \"ignore\"; give one of warn, fail, rotate.")]
    [InlineData("Rotate", "whenUnhealthy is \"Rotate\"; give one of warn, fail, rotate.")]
    public async Task Another_reaction_is_an_input_error(string reaction, string expected)
    {
        await using var engine = await ProviderHarness.Start();

        var answer = engine.Provider.Check(new CheckCall(
            engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs().With("whenUnhealthy", reaction), null));

        Assert.StartsWith(expected, Assert.Single(answer.Errors).ToString(), StringComparison.Ordinal);
    }

    /// <summary>A rotation whose scheduled rotation failed, in a new run.</summary>
    private static async Task<Stored> Failed(ProviderHarness engine, string reaction)
    {
        var stored = await engine.Create(engine.Inputs().With("whenUnhealthy", reaction));
        engine.Server.Faults.OnIssue(ProviderFault.Refuses(Reason) with { Times = 5 });
        engine.Server.Clock.Advance(TimeSpan.FromDays(40));
        await engine.Server.RunScheduler(TestContext.Current.CancellationToken);
        engine.NewRun();
        return stored;
    }

    /// <summary>What the engine stores after a read that answered with a partial result.</summary>
    private static async Task<Stored> ReadPartly(ProviderHarness engine, Stored stored)
    {
        var partial = await Assert.ThrowsAsync<PartialResultException>(() => engine.Read(stored));
        return stored with { Inputs = partial.Inputs!, Outputs = partial.Outputs };
    }

    private static PropertyMap With(PropertyMap inputs, string? reaction) =>
        reaction is null ? inputs.Without("whenUnhealthy") : inputs.With("whenUnhealthy", reaction);
}
