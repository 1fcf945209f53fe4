using Infisical.Emulator;
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
}
