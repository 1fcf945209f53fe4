using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>The CLI gives its plugins five seconds then and kills them: on a machine that is busy with other tests they would run out.</summary>
[Trait("Needs", "pulumi")]
[Collection(typeof(Alone))]
public sealed class SecondInterruptTests
{
    [Fact]
    public async Task A_Second_Ctrl_C_During_A_Create_Leaves_Nothing_And_The_Next_Up_Creates_One()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        var hold = new Hold();
        server.Emulator.Faults.On("POST", "/api/v2/secret-rotations/", Fault.AnswerWaits(hold));
        await using (var up = stack.StartUp())
        {
            await hold.Arrived.WaitAsync(TestContext.Current.CancellationToken);
            up.PressCtrlC();
            await up.SaysAsync("cancel", TestContext.Current.CancellationToken);
            up.PressCtrlC();
            await up.SaysAsync("error: update", TestContext.Current.CancellationToken);
            hold.Release();
            Assert.NotEqual(0, (await up.EndAsync(TestContext.Current.CancellationToken)).ExitCode);
        }

        await Eventually.HoldsAsync(() => server.Counts() == (0, 0, 0), "the provider removes what nobody will record");
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 1, 2), server.Counts());
    }
}
