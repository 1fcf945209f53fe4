using System.Text.Json.Nodes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

/// <summary>
/// Settings beside the credentials. No settings, and settings without members, are the same: a server shows an empty
/// object for what an update cleared.
/// </summary>
public sealed class ConnectionSettingsTests
{
    private const string Route = "/api/v1/app-connections/ssh";

    private static readonly PropertyMap WithSettings = ConnectionFacts.Inputs("ssh", "password");

    private static readonly PropertyMap WithoutSettings = WithSettings.Without("configuration");

    [Fact]
    public async Task Settings_that_the_program_gives_up_are_cleared_once()
    {
        await using var engine = await ConnectionHarness.Start("ssh");
        var stored = await engine.Create(WithSettings);

        Assert.Equal("configuration", Assert.Single(engine.Diff(stored, WithoutSettings)).Path);
        var updated = await engine.Update(stored, WithoutSettings);

        Assert.Equal("{}", engine.Server.World.AppConnections.Find(stored.Id)!.Configuration!.ToJsonString());
        engine.NewRun();
        var read = (await engine.Read(updated))!;
        Assert.Null(read.Inputs.Get("configuration"));
        Assert.Empty(engine.Diff(read, WithoutSettings));
        Assert.Single(engine.Server.Requests.All, request => request.Method == "PATCH");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_answer_about_cleared_settings_is_looked_up(bool isApplied)
    {
        await using var engine = await ConnectionHarness.Start("ssh");
        var stored = await engine.Create(WithSettings);
        engine.Server.Faults.On(
            "PATCH", $"{Route}/{stored.Id}", isApplied ? Fault.CutAfterHandling : Fault.CutBeforeHandling);

        var refusal = await Record.ExceptionAsync(() => engine.Update(stored, WithoutSettings));

        Assert.Equal(!isApplied, refusal is RefusalException);
        Assert.Equal(isApplied, refusal is null);
        Assert.Single(engine.Server.Requests.All, request => request.Method == "PATCH");
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"blockedUsers":""}""")]
    [InlineData("""{"blockedUsers":null}""")]
    public async Task Empty_settings_of_the_server_are_no_difference_and_no_input(string shown)
    {
        await using var engine = await ConnectionHarness.Start("ssh");
        var stored = await engine.Create(WithoutSettings);
        engine.Server.World.AppConnections.Configure(stored.Id, JsonNode.Parse(shown)!.AsObject());
        engine.NewRun();

        var read = (await engine.Read(stored))!;
        var imported = (await engine.Import(stored.Id))!;

        Assert.Null(read.Inputs.Get("configuration"));
        Assert.Null(imported.Inputs.Get("configuration"));
        Assert.Empty(engine.Diff(read, WithoutSettings));
        Assert.Empty(engine.Diff(read, WithoutSettings.With("configuration", PropertyMap.Empty)));
    }

    [Fact]
    public async Task Settings_that_somebody_else_cleared_are_drift()
    {
        await using var engine = await ConnectionHarness.Start("ssh");
        var stored = await engine.Create(WithSettings);
        engine.Server.World.AppConnections.Configure(stored.Id, []);
        engine.NewRun();

        var read = (await engine.Read(stored))!;

        Assert.Equal("configuration.blockedUsers", Assert.Single(engine.Diff(read, WithSettings)).Path);
        await engine.Update(read, WithSettings);
        Assert.Equal(
            "root,admin",
            engine.Server.World.AppConnections.Find(stored.Id)!.Configuration!["blockedUsers"]!.GetValue<string>());
    }

    [Fact]
    public async Task Empty_settings_are_nothing_that_a_server_could_ignore()
    {
        await using var engine = await ConnectionHarness.Start("ssh");
        engine.Server.Options.LeftOutOfConnections.Add("configuration");

        await engine.Create(WithoutSettings.With("configuration", PropertyMap.Empty));

        Assert.Empty(engine.Warnings);
    }
}
