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
