using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

/// <summary>A replica that does not know a new connection yet.</summary>
public sealed class LaggingReplicaTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_new_connection_is_not_lost(int reads)
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.Faults.On(
            "GET",
            $"{ConnectionHarness.Route}/{stored.Id}",
            Fault.Error(404, "NotFound", $"Could not find App Connection with ID {stored.Id}"),
            times: reads);
        engine.NewRun();

        var read = await engine.Read(stored);

        Assert.Equal(stored.Outputs, read?.Outputs);
        Assert.Empty(engine.Warnings);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(20)]
    public async Task An_older_version_is_no_change_by_others(int reads)
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.Clock.Advance(TimeSpan.FromDays(1));
        engine.Server.ReadLag.Reads = reads;
        stored = await engine.Update(stored, ConnectionHarness.Postgres().With("description", "changed"));
        engine.NewRun();

        var read = await engine.Read(stored);

        Assert.Equal(stored.Outputs, read?.Outputs);
        Assert.Equal(stored.Inputs, read?.Inputs);
        Assert.Empty(engine.Warnings);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task What_others_changed_after_the_last_write_is_seen_once_the_replica_has_caught_up(int reads)
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.Clock.Advance(TimeSpan.FromDays(1));
        engine.Server.ReadLag.Reads = reads;
        stored = await engine.Update(stored, ConnectionHarness.Postgres().With("description", "changed"));
        engine.Server.World.AppConnections.Describe(stored.Id, "by others");
        engine.NewRun();

        var read = await engine.Read(stored);

        Assert.Equal("by others", read!.Text("description"));
    }

    /// <summary>The replica still shows the credentials before the last write, so those of the last write look new.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_last_write_is_not_taken_for_one_that_never_arrived(int reads)
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.Clock.Advance(TimeSpan.FromDays(1));
        engine.Server.ReadLag.Reads = reads;
        stored = await engine.Update(stored, ConnectionHarness.Postgres().WithCredential("password", "second"));
        engine.Server.Faults.On("PATCH", $"{ConnectionHarness.Route}/{stored.Id}", Fault.CutBeforeHandling);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(
            stored, ConnectionHarness.Postgres().WithCredential("password", "third")));

        Assert.Contains("probably not applied", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("second", engine.Server.World.AppConnections.Find(stored.Id)!["password"]);
    }
}
