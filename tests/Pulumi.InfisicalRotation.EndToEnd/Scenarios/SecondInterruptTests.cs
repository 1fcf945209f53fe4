using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>The CLI gives its plugins five seconds then and kills them: on a machine that is busy with other tests they would run out.</summary>
[Trait("Needs", "pulumi")]
[Collection(typeof(Alone))]
public sealed class SecondInterruptTests
{
    [Theory]
    [MemberData(nameof(EngineFaults.Changes), "create", "update", MemberType = typeof(EngineFaults))]
    public async Task A_Second_Ctrl_C_Leaves_What_The_Next_Up_Finds(string change)
    {
        await using var server = await EngineFaults.ServerAsync();
        await using var stack = await EngineFaults.StackAsync(server, change);
        var hold = EngineFaults.Hold(server, change);

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

        await EngineFaults.IsRemovedAsync(server, change);
        await EngineFaults.ConvergesAsync(server, stack, change);
    }
}
