using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>
/// The engine or the provider ends while a change is under way that the server has carried out already. The next run
/// must find what was done, and nothing may be left that nobody knows.
/// </summary>
[Trait("Needs", "pulumi")]
public sealed class EngineFaultTests
{
    [Theory]
    [InlineData("update")]
    [InlineData("move")]
    [InlineData("rotate")]
    [InlineData("delete")]
    [InlineData("create connection")]
    [InlineData("patch connection")]
    public async Task Ctrl_C_Records_A_Change_Under_Way(string name)
    {
        await using var server = await EngineFaults.ServerAsync();
        await using var stack = await EngineFaults.StackAsync(server, name);
        var hold = EngineFaults.Hold(server, name);

        await using (var up = stack.StartUp())
        {
            await hold.Arrived.WaitAsync(TestContext.Current.CancellationToken);
            up.PressCtrlC();
            hold.Release();
            await up.EndAsync(TestContext.Current.CancellationToken);
        }

        await EngineFaults.ConvergesAsync(server, stack, name);
    }

    [Theory]
    [InlineData("update")]
    [InlineData("move")]
    [InlineData("rotate")]
    [InlineData("delete")]
    [InlineData("create connection")]
    [InlineData("patch connection")]
    [InlineData("delete connection")]
    public async Task A_Killed_CLI_Leaves_What_The_Next_Up_Finds(string name)
    {
        await using var server = await EngineFaults.ServerAsync();
        await using var stack = await EngineFaults.StackAsync(server, name);
        var hold = EngineFaults.Hold(server, name);

        await using (var up = stack.StartUp())
        {
            await hold.Arrived.WaitAsync(TestContext.Current.CancellationToken);
            await up.KillAsync();
            hold.Release();
        }

        // The provider removes a connection that nobody will record.
        await Eventually.HoldsAsync(
            () => name != "create connection" || server.Emulator.World.AppConnections.Named("rotator") is null,
            "the connection is removed again");
        (await stack.RunAsync("cancel", "--yes", "--stack", StackTemplate.Stack)).Succeeded();
        await EngineFaults.ConvergesAsync(server, stack, name);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("update")]
    [InlineData("move")]
    [InlineData("rotate")]
    [InlineData("delete")]
    [InlineData("create connection")]
    [InlineData("patch connection")]
    [InlineData("delete connection")]
    public async Task A_Killed_Provider_Leaves_What_The_Next_Up_Finds_Or_Names(string name)
    {
        Assert.SkipUnless(Processes.CanBeFound, "Finds the process of the provider in /proc.");
        await using var server = await EngineFaults.ServerAsync();
        await using var stack = await EngineFaults.StackAsync(server, name);
        var hold = EngineFaults.Hold(server, name);

        await using (var up = stack.StartUp())
        {
            await hold.Arrived.WaitAsync(TestContext.Current.CancellationToken);
            Processes.KillProvidersOf(up.Id);
            hold.Release();
            Assert.NotEqual(0, (await up.EndAsync(TestContext.Current.CancellationToken)).ExitCode);
        }

        if (name == "create")
        {
            (await stack.UpAsync()).Ended(1).Says("It is identical to the requested one. To adopt it, set adoptExisting: true");
            Assert.Equal((1, 1, 2), server.Counts());
            stack.Write(EngineFaults.Program(server).With("      name: keys", "      name: keys\n      adoptExisting: true"));
            (await stack.UpAsync()).Succeeded();
        }
        else if (name == "create connection")
        {
            var id = server.Emulator.World.AppConnections.Named("rotator")!.Id;
            (await stack.UpAsync()).Ended(1).Says($"import it: pulumi import {EngineFaults.ConnectionType} NAME {id}");
            (await stack.ImportAsync(EngineFaults.ConnectionType, "rotator", id)).Succeeded();
        }

        await EngineFaults.ConvergesAsync(server, stack, name);
    }
}
