using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>
/// The older key is the rotation's own retired one only if it was made when this rotation issued a key. Ordinary
/// rotations are never refused.
/// </summary>
public sealed class RetiredKeyTests
{
    [Fact]
    public async Task A_key_made_by_hand_between_two_rotations_is_not_deleted()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromDays(5));
        var byHand = engine.Server.World.AddKey("ci-bot");
        await RotateOnSchedule(engine);
        stored = await NextRun(engine, stored);

        var refusals = await Refused(engine, stored);

        Assert.All(refusals, refusal => Assert.Contains(
            $"delete the older one, {byHand.AccessKeyId}", refusal.Message, StringComparison.Ordinal));
        Assert.All(refusals, refusal => Assert.Contains(
            "not known to have rotated, so it may be in use elsewhere", refusal.Message, StringComparison.Ordinal));
        Assert.Contains(byHand.AccessKeyId, engine.KeysOfBot());
        await engine.Update(stored, engine.Triggered(1, allows: true));
        Assert.DoesNotContain(byHand.AccessKeyId, engine.KeysOfBot());
    }

    [Fact]
    public async Task The_active_key_of_another_rotation_is_not_deleted()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NextDay();
        await engine.Create(engine.Inputs("other", prefix: "OTHER"), "other");
        var active = engine.KeysOfBot().Last();
        await RotateOnSchedule(engine);
        stored = await NextRun(engine, stored);

        var refusals = await Refused(engine, stored);

        Assert.All(refusals, refusal => Assert.Contains(
            $"{active} (created", refusal.Message, StringComparison.Ordinal));
        Assert.All(refusals, refusal => Assert.Contains(
            "which this rotation did not create", refusal.Message, StringComparison.Ordinal));
        Assert.Contains(active, engine.KeysOfBot());
    }

    /// <summary>Nobody runs Pulumi in between, so only the schedule tells when the retired key was made.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task After_months_of_scheduled_rotations_a_requested_one_is_not_refused(int months)
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        for (var month = 0; month < months; month++)
        {
            await RotateOnSchedule(engine);
        }

        stored = await NextRun(engine, stored);
        await RotatesSmoothly(engine, stored, 1);
    }

    /// <summary>The state remembers the rotation before.</summary>
    [Fact]
    public async Task Requested_rotations_at_any_time_are_not_refused()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        for (var run = 1; run <= 5; run++)
        {
            engine.Server.Clock.Advance(TimeSpan.FromDays(3.3));
            stored = await NextRun(engine, stored);
            stored = await RotatesSmoothly(engine, stored, run);
        }
    }

    [Fact]
    public async Task Scheduled_and_requested_rotations_in_turn_are_not_refused()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        for (var run = 1; run <= 3; run++)
        {
            await RotateOnSchedule(engine);
            stored = await NextRun(engine, stored);
            engine.Server.Clock.Advance(TimeSpan.FromDays(2.5));
            await engine.RotateElsewhere(stored);
            stored = await NextRun(engine, stored);
            engine.Server.Clock.Advance(TimeSpan.FromDays(1.7));
            stored = await NextRun(engine, stored);
            stored = await RotatesSmoothly(engine, stored, run);
        }
    }

    [Fact]
    public async Task A_replacement_of_a_rotation_whose_older_key_is_not_its_own_names_that_key()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromDays(5));
        var byHand = engine.Server.World.AddKey("ci-bot");
        await RotateOnSchedule(engine);
        stored = await NextRun(engine, stored);
        engine.DiffBeforeProgram(stored);

        await engine.PreviewCreate(engine.Inputs());

        Assert.Contains(
            engine.Warnings,
            line => line.Contains($"already has the access key {byHand.AccessKeyId}", StringComparison.Ordinal));
    }

    /// <summary>The state remembers when the rotation before happened, so its schedule is no guess any more.</summary>
    [Fact]
    public async Task A_key_that_replaced_the_retired_one_within_the_hour_is_not_deleted()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        await RotateOnSchedule(engine);
        engine.Server.World.DeleteKey("ci-bot", engine.KeysOfBot().First());
        engine.Server.Clock.Advance(TimeSpan.FromMinutes(30));
        var byHand = engine.Server.World.AddKey("ci-bot");
        stored = await NextRun(engine, stored);
        await RotateOnSchedule(engine);
        stored = await NextRun(engine, stored);
        Assert.Equal(byHand.AccessKeyId, engine.KeysOfBot().First());

        await Refused(engine, stored);

        Assert.Contains(byHand.AccessKeyId, engine.KeysOfBot());
    }

    /// <summary>The retired key is from the schedule before the change.</summary>
    [Fact]
    public async Task A_schedule_that_changes_with_the_request_is_not_refused()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        await RotateOnSchedule(engine);
        await RotateOnSchedule(engine);
        stored = await NextRun(engine, stored);
        var changed = engine.Triggered(1).With("rotationInterval", 7);

        await engine.PreviewUpdate(stored, changed);
        var updated = await engine.Update(stored, changed);

        var rotation = Assert.Single(engine.Server.World.Rotations);
        Assert.InRange(rotation.NextRotationAt!.Value - rotation.LastRotatedAt, TimeSpan.Zero, TimeSpan.FromDays(8));
        Assert.NotEqual(stored.Text("lastRotatedAt"), updated.Text("lastRotatedAt"));
    }

    /// <summary>With <c>refreshBeforeUpdate: false</c> nothing reads the rotation before the preview.</summary>
    [Fact]
    public async Task A_preview_of_a_rotation_that_was_not_read_looks_at_it()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        await RotateOnSchedule(engine);
        await RotateOnSchedule(engine);
        engine.Server.Clock.Advance(TimeSpan.FromHours(5));
        engine.NewRunWithAws();

        await RotatesSmoothly(engine, stored, 1);
    }

    private static async Task<Stored> RotatesSmoothly(ProviderHarness engine, Stored stored, int number)
    {
        engine.Log.Clear();
        var (before, others) = (engine.KeysOfBot().ToList(), engine.Server.World.Keys.Length);

        await engine.PreviewUpdate(stored, engine.Triggered(number));
        var updated = await engine.Update(stored, engine.Triggered(number));

        Assert.Empty(engine.Warnings);
        Assert.Equal(2, engine.KeysOfBot().Count());
        Assert.Equal(before[^1], engine.KeysOfBot().First());
        Assert.True(others <= 2);
        return updated;
    }

    private static async Task<ImmutableArray<RefusalException>> Refused(ProviderHarness engine, Stored stored)
    {
        var posts = engine.Posts();
        var preview = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewUpdate(stored, engine.Triggered(1)));
        var update = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, engine.Triggered(1)));
        Assert.Equal(posts, engine.Posts());
        return [preview, update];
    }

    /// <summary>The next rotation that is due happens at its time.</summary>
    private static async Task RotateOnSchedule(ProviderHarness engine)
    {
        var next = engine.Server.World.Rotations.Select(rotation => rotation.NextRotationAt).OfType<DateTimeOffset>().Min();
        engine.Server.Clock.Set(next.AddSeconds(20));
        await engine.Server.RunScheduler(TestContext.Current.CancellationToken);
        Assert.Contains(engine.Server.World.Rotations, rotation => rotation.LastRotatedAt >= next);
    }

    private static async Task<Stored> NextRun(ProviderHarness engine, Stored stored)
    {
        engine.Server.Clock.Advance(TimeSpan.FromHours(5));
        engine.NewRunWithAws();
        return (await engine.Read(stored))!;
    }
}
