using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

/// <summary>A read of a connection, and what the run says or knows beside it.</summary>
public sealed class ReadConnectionInRunTests
{
    [Fact]
    public async Task A_rotation_of_the_state_shows_that_it_is_the_same_server()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Token = ProviderHarness.AwsToken;
        var rotation = await engine.Create(engine.Inputs(), "keys");
        engine.Server.World.AppConnections.Delete(stored.Id);
        engine.Server.Options.LeftOutOfConnections.Add("orgId");
        engine.NewRun();
        engine.Time.Advance(TimeSpan.FromMinutes(5));
        await engine.Read(rotation);
        engine.Token = ConnectionFacts.Token("postgres");

        Assert.Null(await engine.Read(stored));
    }

    [Fact]
    public async Task A_run_that_could_not_read_the_only_connection_says_so_at_its_end()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.Faults.On(
            "GET",
            "/api/v1/app-connections",
            Fault.Error(500, "InternalServerError", "Something went wrong"),
            times: 9);
        engine.NewRun();
        await engine.Read(stored);

        engine.Provider.RunEnds();

        Assert.Contains(engine.Warnings, text => text.Contains("compared nothing", StringComparison.Ordinal));
    }
}
