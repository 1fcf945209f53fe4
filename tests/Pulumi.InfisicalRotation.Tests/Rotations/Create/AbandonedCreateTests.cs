using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Create;

/// <summary>A create that is cancelled or dropped: its rotation is recorded or deleted, never forgotten.</summary>
public sealed class AbandonedCreateTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Fact]
    public async Task A_cancelled_lost_create_records_the_rotation()
    {
        await using var engine = await ProviderHarness.Start();
        var creating = await LoseCreate(engine, engine.Cancel);

        var stored = await creating;

        Assert.Equal(Assert.Single(engine.Server.World.Rotations).Id, stored.Id);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_dropped_lost_create_leaves_nothing()
    {
        await using var engine = await ProviderHarness.Start();
        var creating = await LoseCreate(engine, engine.Abandon);

        await Assert.ThrowsAsync<RefusalException>(() => creating);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_create_that_is_dropped_right_after_the_interrupt_leaves_nothing()
    {
        await using var engine = await ProviderHarness.Start();
        var hold = new Hold();
        engine.Server.Faults.On("POST", Route, Fault.AnswerWaits(hold));
        engine.NewRun(time: new TimeOfTheDrop(engine.Abandon));
        var creating = engine.Create(engine.Inputs());
        await hold.Arrived;

        engine.Cancel();
        hold.Release();
        await Assert.ThrowsAsync<RefusalException>(() => creating);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData(503)]
    [InlineData(403)]
    public async Task A_failed_delete_of_an_abandoned_rotation_is_retried(int status)
    {
        await using var engine = await ProviderHarness.Start();
        var hold = new Hold();
        engine.Server.Faults.On("POST", Route, Fault.AnswerWaits(hold));
        engine.Server.Faults.On("DELETE", Route, Fault.Error(status, "Unwell", "not now"));
        var creating = engine.Create(engine.Inputs());
        await hold.Arrived;

        engine.Abandon();
        hold.Release();
        await Assert.ThrowsAsync<RefusalException>(() => creating);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_cancel_during_the_request_waits_for_the_rotation_and_records_it()
    {
        await using var engine = await ProviderHarness.Start();
        var hold = new Hold();
        engine.Server.Faults.On("POST", Route, Fault.Waits(hold));
        var creating = engine.Create(engine.Inputs());
        await hold.Arrived;

        engine.Cancel();
        hold.Release();
        var stored = await creating;

        Assert.Equal(Assert.Single(engine.Server.World.Rotations).Id, stored.Id);
    }

    [Fact]
    public async Task A_rotation_that_the_engine_does_not_record_is_deleted()
    {
        await using var engine = await ProviderHarness.Start();
        var hold = new Hold();
        engine.Server.Faults.On("POST", Route, Fault.AnswerWaits(hold));
        var creating = engine.Create(engine.Inputs());
        await hold.Arrived;

        engine.Abandon();
        hold.Release();
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => creating);

        Assert.Equal(RefusalKind.Cancelled, refusal.Kind);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData("deleteSecretsOnDelete")]
    [InlineData("revokeCredentialsOnDelete")]
    public async Task An_abandoned_rotation_is_deleted_with_secrets_and_credentials_whatever_its_options(string flag)
    {
        await using var engine = await ProviderHarness.Start();

        await Abandoned(engine, engine.Inputs().With(flag, false));

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task An_abandoned_rotation_that_cannot_be_deleted_is_reported()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On(
            "DELETE", Route, Fault.Error(403, "PermissionDenied", "You are not allowed to delete"), times: 50);

        var refusal = await Abandoned(engine, engine.Inputs());

        Assert.Contains(Assert.Single(engine.Server.World.Rotations).Id, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("You are not allowed to delete", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<Task<Stored>> LoseCreate(ProviderHarness engine, Action interrupt)
    {
        var hold = new Hold();
        engine.Server.ReadLag.Reads = 4;
        engine.Server.Faults.OnIssue(ProviderFault.Waits(hold));
        engine.Server.Faults.On("POST", Route, Fault.CutAfterHandling);
        var creating = engine.Create(engine.Inputs());
        await hold.Arrived;
        interrupt();
        hold.Release();
        return creating;
    }

    /// <summary>The engine drops the call while the provider waits for just that.</summary>
    private sealed class TimeOfTheDrop(Action drop) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == TimeSpan.FromMilliseconds(250))
            {
                drop();
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    /// <summary>The engine goes away while the request is under way.</summary>
    private static async Task<RefusalException> Abandoned(ProviderHarness engine, PropertyMap inputs)
    {
        var hold = new Hold();
        engine.Server.Faults.On("POST", Route, Fault.AnswerWaits(hold));
        var creating = engine.Create(inputs);
        await hold.Arrived;
        engine.Abandon();
        hold.Release();
        return await Assert.ThrowsAsync<RefusalException>(() => creating);
    }
}
