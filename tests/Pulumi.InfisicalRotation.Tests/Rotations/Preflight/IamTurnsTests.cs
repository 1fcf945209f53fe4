using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>
/// Between the look at the keys of a user and the request that issues one, nothing of this run issues another.
/// </summary>
public sealed class IamTurnsTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Fact]
    public async Task Two_creates_for_one_user_at_the_same_time_do_not_delete_a_foreign_key()
    {
        await using var engine = await AwsHarness.Start();
        var foreign = engine.Server.World.AddKey("ci-bot");
        engine.NextDay();

        var faults = await Task.WhenAll(
            Record.ExceptionAsync(() => engine.Create(engine.Inputs("one", prefix: "ONE"), "one")).AsTask(),
            Record.ExceptionAsync(() => engine.Create(engine.Inputs("two", prefix: "TWO"), "two")).AsTask());

        var refusal = Assert.IsType<RefusalException>(Assert.Single(faults, fault => fault is not null));
        Assert.Contains(foreign.AccessKeyId, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(foreign.AccessKeyId, engine.KeysOfBot());
        Assert.Equal("1 rotations, 2 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_create_beside_a_requested_rotation_of_the_user_waits_for_it()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var first = engine.KeysOfBot().Single();
        engine.NextDay();

        var faults = await Task.WhenAll(
            Record.ExceptionAsync(() => engine.Update(stored, engine.Triggered(1))).AsTask(),
            Record.ExceptionAsync(() => engine.Create(engine.Inputs("two", prefix: "TWO"), "two")).AsTask());

        Assert.IsType<RefusalException>(Assert.Single(faults, fault => fault is not null));
        Assert.Contains(first, engine.KeysOfBot());
        Assert.Equal(2, engine.KeysOfBot().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Keys_that_were_looked_at_some_time_before_the_request_is_sent_are_looked_at_again(bool isUpdate)
    {
        await using var engine = await AwsHarness.Start();
        var stored = isUpdate ? await engine.Create(engine.Inputs()) : null;
        engine.NextDay();
        engine.Server.Faults.On("POST", Route, Fault.TooManyRequests(30));
        engine.Time.After(TimeSpan.FromSeconds(10), AddKeys);
        var posts = engine.Posts();

        var refusal = await Assert.ThrowsAsync<RefusalException>(async () => _ = stored is null
            ? await engine.Create(engine.Inputs())
            : await engine.Update(stored, engine.Triggered(1)));

        Assert.Equal(RefusalKind.Precondition, refusal.Kind);
        Assert.Contains("allowDeletingOldestKey", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((posts + 1, 2), (engine.Posts(), engine.KeysOfBot().Count()));

        Task AddKeys()
        {
            for (var keys = engine.KeysOfBot().Count(); keys < 2; keys++)
            {
                engine.Server.World.AddKey("ci-bot");
            }

            return Task.CompletedTask;
        }
    }
}
