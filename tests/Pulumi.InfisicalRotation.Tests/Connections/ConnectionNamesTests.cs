using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

/// <summary>Names that connections already have.</summary>
public sealed class ConnectionNamesTests
{
    [Fact]
    public async Task A_taken_name_is_found_on_a_server_that_does_not_show_projects()
    {
        await using var engine = await ConnectionHarness.Start();
        var project = engine.Server.Seed.Project.Id;
        engine.Server.World.Add(new SeedConnection("postgres", "orders") { ProjectId = project });
        engine.Server.Options.LeftOutOfConnections.Add("projectId");

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.PreviewCreate(ConnectionHarness.Postgres().With("projectId", project)));

        Assert.Contains("already exists", refusal.Message, StringComparison.Ordinal);
    }
}
