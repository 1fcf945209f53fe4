using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>
/// The engine or the provider ends, or the state cannot be saved, while a change is under way that the server has carried
/// out already. The next run must find what was done, and nothing may be left that nobody knows.
/// </summary>
[Trait("Needs", "pulumi")]
public sealed class EngineFaultTests
{
    [Theory]
    [MemberData(nameof(EngineFaults.Changes), "rotate", "patch connection", MemberType = typeof(EngineFaults))]
    public async Task Ctrl_C_Records_A_Change_Under_Way(string change)
    {
        await using var server = await EngineFaults.ServerAsync();
        await using var stack = await EngineFaults.StackAsync(server, change);
        var hold = EngineFaults.Hold(server, change);

        await using (var up = stack.StartUp())
        {
            await hold.Arrived.WaitAsync(TestContext.Current.CancellationToken);
            up.PressCtrlC();
            hold.Release();
            await up.EndAsync(TestContext.Current.CancellationToken);
        }

        await EngineFaults.ConvergesAsync(server, stack, change);
    }

    [Theory]
    [MemberData(nameof(EngineFaults.Changes), "move", "create connection", MemberType = typeof(EngineFaults))]
    public async Task A_Killed_CLI_Leaves_What_The_Next_Up_Finds(string change)
    {
        await using var server = await EngineFaults.ServerAsync();
        await using var stack = await EngineFaults.StackAsync(server, change);
        var hold = EngineFaults.Hold(server, change);

        await using (var up = stack.StartUp())
        {
            await hold.Arrived.WaitAsync(TestContext.Current.CancellationToken);
            await up.KillAsync();
            hold.Release();
        }

        await EngineFaults.IsRemovedAsync(server, change);
        (await stack.RunAsync("cancel", "--yes", "--stack", StackTemplate.Stack)).Succeeded();
        await EngineFaults.ConvergesAsync(server, stack, change);
    }

    [Theory]
    [MemberData(nameof(EngineFaults.Changes), "create", "update", MemberType = typeof(EngineFaults))]
    public async Task A_Killed_Provider_Leaves_What_The_Next_Up_Finds_Or_Names(string change)
    {
        Assert.SkipUnless(Processes.CanBeFound, "Finds the process of the provider in /proc.");
        await using var server = await EngineFaults.ServerAsync();
        await using var stack = await EngineFaults.StackAsync(server, change);
        var hold = EngineFaults.Hold(server, change);

        await using (var up = stack.StartUp())
        {
            await hold.Arrived.WaitAsync(TestContext.Current.CancellationToken);
            Processes.KillProvidersOf(up.Id);
            hold.Release();
            Assert.NotEqual(0, (await up.EndAsync(TestContext.Current.CancellationToken)).ExitCode);
        }

        await EngineFaults.TakeOverCreatedAsync(server, stack, change);
        await EngineFaults.ConvergesAsync(server, stack, change);
    }

    [Theory]
    [MemberData(nameof(EngineFaults.LongChanges), MemberType = typeof(EngineFaults))]
    public async Task A_State_That_Cannot_Be_Saved_Leaves_What_The_Next_Up_Finds_Or_Names(string change)
    {
        await using var server = await EngineFaults.ServerAsync();
        await using var stack = await EngineFaults.StackAsync(server, change);
        var hold = EngineFaults.Hold(server, change);

        await using (var up = stack.StartUp())
        {
            await hold.Arrived.WaitAsync(TestContext.Current.CancellationToken);
            using (stack.WithUnwritableState())
            {
                hold.Release();
                Assert.NotEqual(0, (await up.EndAsync(TestContext.Current.CancellationToken)).ExitCode);
            }
        }

        await EngineFaults.TakeOverCreatedAsync(server, stack, change);
        await EngineFaults.ConvergesAsync(server, stack, change);
    }
}
