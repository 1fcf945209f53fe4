using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class InterruptTests
{
    private const string Rotations = "/api/v2/secret-rotations/";

    [Fact]
    public async Task Ctrl_C_During_A_Create_Records_The_Rotation()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        var hold = new Hold();
        server.Emulator.Faults.On("POST", Rotations, Fault.AnswerWaits(hold));
        await using var up = stack.StartUp();
        await hold.Arrived.WaitAsync(TestContext.Current.CancellationToken);
        up.PressCtrlC();
        hold.Release();
        (await up.EndAsync(TestContext.Current.CancellationToken)).Ended(1);

        Assert.Equal((1, 1, 2), server.Counts());
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 1, 2), server.Counts());
        await stack.HasNothingToDoAsync();
    }

    [Fact]
    public async Task Ctrl_C_Before_A_Create_Was_Sent_Creates_Nothing()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        var hold = new Hold();
        server.Emulator.Faults.On("GET", "/api/v2/secret-rotations", Fault.Waits(hold));
        await using var up = stack.StartUp();
        await hold.Arrived.WaitAsync(TestContext.Current.CancellationToken);
        up.PressCtrlC();
        (await up.EndAsync(TestContext.Current.CancellationToken)).Ended(1);
        hold.Release();
        server.HoldsNothing();
        Assert.Equal(0, server.Asked("POST"));
    }

    [Fact]
    public async Task A_Killed_CLI_During_A_Create_Leaves_Nothing_And_The_Next_Up_Creates_One()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        var hold = new Hold();
        server.Emulator.Faults.On("POST", Rotations, Fault.AnswerWaits(hold));
        await using (var up = stack.StartUp())
        {
            await hold.Arrived.WaitAsync(TestContext.Current.CancellationToken);
            await up.KillAsync();
        }

        hold.Release();
        await Eventually.HoldsAsync(() => server.Counts() == (0, 0, 0), "the provider removes what nobody will record");
        (await stack.RunAsync("cancel", "--yes", "--stack", "dev")).Succeeded();
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 1, 2), server.Counts());
    }

    [Fact]
    public async Task A_Lost_Connection_During_A_Create_Creates_Nothing_Twice()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        server.Emulator.Faults.On("POST", Rotations, Fault.CutAfterHandling);
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 1, 2), server.Counts());
        Assert.Equal(1, server.Asked("POST"));
        await stack.HasNothingToDoAsync();
    }
}
