using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class OutOfBandChangeTests
{
    private const string Refusal = "User is not authorized to perform: iam:CreateAccessKey";

    [Fact]
    public async Task A_Changed_Rotation_Is_Reported_And_Corrected()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        await server.ChangeByHandAsync(server.Rotation, new { description = "by hand", isAutoRotationEnabled = false });

        Assert.Equal([new PlannedStep("update", Programs.RotationType, "keys")], await stack.PlanAsync());
        (await stack.PreviewAsync("--expect-no-changes")).Ended(CommandAssertions.UnexpectedChanges);
        (await stack.UpAsync()).Succeeded();

        var told = await server.GetAsync(server.Rotation);
        Assert.Equal("as it was", told.GetProperty("description").GetString());
        Assert.True(told.GetProperty("isAutoRotationEnabled").GetBoolean());
        await stack.HasNothingToDoAsync();
    }

    /// <summary>The text by which the engine marks an unknown value is a valid description.</summary>
    [Fact]
    public async Task A_Description_That_Looks_Like_An_Unknown_Value_Is_Drift_Like_Any_Other()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        await server.ChangeByHandAsync(server.Rotation, new { description = "04da6b54-80e4-46f7-96ec-b56ff0331ba9" });

        (await stack.PreviewAsync("--expect-no-changes")).Ended(CommandAssertions.UnexpectedChanges);
        (await stack.RefreshAsync()).Succeeded();
        (await stack.UpAsync()).Succeeded();

        Assert.Equal("as it was", (await server.GetAsync(server.Rotation)).GetProperty("description").GetString());
        (await stack.DestroyAsync()).Succeeded();
        Assert.Equal((0, 0, 0), server.Counts());
    }

    [Fact]
    public async Task A_Change_Of_An_Ignored_Property_Is_Left_Alone()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(
            server, Programs.Rotation(server).With("outputs:", "    options:\n      ignoreChanges: [description]\noutputs:"));
        (await stack.UpAsync()).Succeeded();
        await server.ChangeByHandAsync(server.Rotation, new { description = "by hand" });

        Assert.Empty(await stack.PlanAsync());
        (await stack.UpAsync()).Succeeded();
        Assert.Equal("by hand", (await server.GetAsync(server.Rotation)).GetProperty("description").GetString());
    }

    [Fact]
    public async Task A_Deleted_Rotation_Is_Reported_And_Created_Again()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        var before = server.Rotation;
        server.WaitForReplicas();
        await server.DeleteByHandAsync(before);

        Assert.Equal([new PlannedStep("create", Programs.RotationType, "keys")], await stack.PlanAsync());
        (await stack.UpAsync()).Succeeded();
        Assert.NotEqual(before.Id, server.Rotation.Id);
        Assert.Equal((1, 1, 2), server.Counts());
    }

    [Fact]
    public async Task A_Deleted_Rotation_Does_Not_Stop_A_Destroy()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        server.WaitForReplicas();
        await server.DeleteByHandAsync(server.Rotation);
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task Refresh_Reads_A_Changed_Rotation_And_Up_Corrects_It()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        await server.ChangeByHandAsync(server.Rotation, new { rotationInterval = 7 });

        (await stack.RefreshAsync()).Succeeded();
        Assert.Contains("\"maxKeyAgeDays\": 14", await stack.ExportAsync(), StringComparison.Ordinal);
        (await stack.UpAsync()).Succeeded().Says("1 updated");
        Assert.Contains("\"maxKeyAgeDays\": 60", await stack.ExportAsync(), StringComparison.Ordinal);
        (await stack.RefreshAsync("--expect-no-changes")).Succeeded();
    }

    [Fact]
    public async Task A_Revoked_Permission_Is_Reported_By_The_Next_Preview()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        server.Emulator.Faults.OnIssue(ProviderFault.Refuses(Refusal) with { Times = 5 });
        server.Emulator.Clock.Advance(TimeSpan.FromDays(31));
        await server.Emulator.RunScheduler(TestContext.Current.CancellationToken);

        (await stack.PreviewAsync()).Succeeded().Says(Refusal);
        Assert.Empty(await stack.PlanAsync());
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task An_Out_Of_Band_Rotation_Changes_Only_Outputs()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        var version = (await stack.OutputsAsync()).GetProperty("credentialVersion").GetRawText();
        server.Emulator.Clock.Advance(TimeSpan.FromDays(31));
        await server.Emulator.RunScheduler(TestContext.Current.CancellationToken);

        await stack.HasNothingToDoAsync();
        (await stack.UpAsync("--expect-no-changes")).Succeeded();
        Assert.NotEqual(version, (await stack.OutputsAsync()).GetProperty("credentialVersion").GetRawText());
    }
}
