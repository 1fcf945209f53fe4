using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>The input <c>whenUnhealthy</c> under the real CLI.</summary>
[Trait("Needs", "pulumi")]
public sealed class UnhealthyRotationTests
{
    private const string Refusal = "The security token included in the request is invalid";

    [Fact]
    public async Task Fail_Stops_Preview_And_Up_And_A_Trigger_Repairs_The_Rotation()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await FailedAsync(server, "fail");

        (await stack.PreviewAsync()).Ended(1).Says(Refusal).Says("whenUnhealthy is fail");
        (await stack.UpAsync()).Ended(1).Says(Refusal);
        Assert.Equal((1, 1, 2), server.Counts());

        stack.Write(Program(server, "fail").With("description: as it was", "rotateTriggers: {incident: 42}"));
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 2, 2), server.Counts());
        await stack.HasNothingToDoAsync();
    }

    [Fact]
    public async Task Fail_Can_Be_Switched_Off_And_Stops_No_Destroy()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await FailedAsync(server, "fail");

        stack.Write(Program(server, "warn"));
        (await stack.PreviewAsync()).Succeeded();
        (await stack.UpAsync()).Succeeded();
        (await stack.PreviewAsync("--expect-no-changes")).Succeeded().Says(Refusal);

        stack.Write(Program(server, "fail"));
        (await stack.PreviewAsync()).Ended(1);
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task A_Failed_Rotation_With_Fail_Is_Destroyed_Without_Another_Change()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await FailedAsync(server, "fail");

        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task Rotate_Is_Shown_In_The_Preview_And_Rotates_Once()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await FailedAsync(server, "rotate");

        (await stack.PreviewAsync()).Succeeded().Says(Refusal).Says("rotates the credential once");
        (await stack.PreviewAsync("--expect-no-changes")).Ended(CommandAssertions.UnexpectedChanges);
        Assert.Equal((1, 1, 2), server.Counts());
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 2, 2), server.Counts());
        Assert.Equal("healthy", (await stack.OutputsAsync()).GetProperty("health").GetString());
        await stack.HasNothingToDoAsync();
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 2, 2), server.Counts());
    }

    [Fact]
    public async Task A_Second_Failure_Is_Reported_And_The_Next_Up_Tries_Again()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await FailedAsync(server, "rotate");
        server.Emulator.Faults.OnIssue(ProviderFault.Refuses("still not allowed"));

        (await stack.UpAsync()).Ended(1).Says("still not allowed");
        Assert.Equal((1, 1, 2), server.Counts());
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 2, 2), server.Counts());
        await stack.HasNothingToDoAsync();
    }

    [Fact]
    public async Task A_Schedule_Beyond_The_Allowed_Age_Fails_The_Preview()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(
            server, Programs.Rotation(server).With("description: as it was", "complianceMaxAgeDays: 59"));

        (await stack.PreviewAsync()).Ended(1).Says("complianceMaxAgeDays allows 59. Use at most 29.");
        (await stack.UpAsync()).Ended(1);
        server.HoldsNothing();
    }

    private static string Program(Server server, string reaction) =>
        Programs.Rotation(server).With("name: keys", $"name: keys\n      whenUnhealthy: {reaction}");

    private static async Task<CliStack> FailedAsync(Server server, string reaction)
    {
        var stack = await CliStack.StartAsync(server, Program(server, reaction));
        (await stack.UpAsync()).Succeeded();
        server.Emulator.Faults.OnIssue(ProviderFault.Refuses(Refusal) with { Times = 5 });
        server.Emulator.Clock.Advance(TimeSpan.FromDays(31));
        await server.Emulator.RunScheduler(TestContext.Current.CancellationToken);
        return stack;
    }
}
