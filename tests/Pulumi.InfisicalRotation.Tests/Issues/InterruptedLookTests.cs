using Infisical.Emulator;
using Pulumi.InfisicalRotation.Lifecycle;
using Pulumi.InfisicalRotation.Tests.Lifecycle;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Issues;

/// <summary>A create was sent and its answer lost, reads lag behind, and then somebody interrupts: what was made must still be known.</summary>
public sealed class InterruptedLookTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Fact]
    public async Task A_cancel_records_it()
    {
        await using var engine = await Engine.Start();
        var creating = await LoseCreate(engine, engine.Cancel);

        var stored = await creating;

        Assert.Equal(Assert.Single(engine.Server.World.Rotations).Id, stored.Id);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task An_engine_that_went_away_leaves_nothing_behind()
    {
        await using var engine = await Engine.Start();
        var creating = await LoseCreate(engine, engine.Abandon);

        await Assert.ThrowsAsync<RefusalException>(() => creating);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    private static async Task<Task<Stored>> LoseCreate(Engine engine, Action interrupt)
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
}
