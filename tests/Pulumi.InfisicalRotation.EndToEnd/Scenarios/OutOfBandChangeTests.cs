using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class OutOfBandChangeTests
{
    private const string Refusal = "User is not authorized to perform: iam:CreateAccessKey";

    [Fact]
    public async Task That_Changed_Something_Is_Noticed_And_Put_Right()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        await server.ChangeByHandAsync(server.Rotation, new { description = "by hand", isAutoRotationEnabled = false });

        Assert.Equal([new PlannedStep("update", Programs.RotationType, "keys")], await stack.PlanAsync());
        (await stack.PreviewAsync("--expect-no-changes")).Ended(CliRun.UnexpectedChanges);
        (await stack.UpAsync()).Succeeded();

        var told = await server.GetAsync(server.Rotation);
        Assert.Equal("as it was", told.GetProperty("description").GetString());
        Assert.True(told.GetProperty("isAutoRotationEnabled").GetBoolean());
        await stack.HasNothingToDoAsync();
    }

    [Fact]
    public async Task That_Changed_What_The_Program_Ignores_Is_Left_Alone()
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
    public async Task That_Deleted_It_Is_Noticed_And_It_Is_Made_Again()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        var before = server.Rotation;
        await server.DeleteByHandAsync(before);

        Assert.Equal([new PlannedStep("create", Programs.RotationType, "keys")], await stack.PlanAsync());
        (await stack.UpAsync()).Succeeded();
        Assert.NotEqual(before.Id, server.Rotation.Id);
        Assert.Equal((1, 1, 2), server.Counts());
    }

    [Fact]
    public async Task That_Deleted_It_Does_Not_Keep_A_Destroy_From_Ending()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        await server.DeleteByHandAsync(server.Rotation);
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task That_Changed_Something_Is_Taken_Over_By_Refresh_And_Then_Put_Right()
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
    public async Task That_Took_A_Right_Away_Is_Told_By_The_Next_Preview()
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
    public async Task That_Rotated_It_Changes_Outputs_And_Nothing_Else()
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
