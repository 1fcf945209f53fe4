using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>
/// <c>--continue-on-error</c> with components. An answer of Construct cannot say that a child failed, so its error ends
/// the deployment: what depends on the component must not be created without its outputs.
/// </summary>
[Trait("Needs", "pulumi")]
public sealed class ContinueOnErrorTests
{
    [Fact]
    public async Task A_component_that_fails_leaves_nothing_unknown_and_nothing_that_depends_on_it()
    {
        await using var server = await Server.StartAsync();
        var component = Programs.Component(server).Split("outputs:")[0];
        var program = component.With("environment: dev", "environment: nowhere")
            + component.With("resources:\n", "").With("ci-bot", "deploy-bot").With("  bot:", "  other:")
            + Programs.Rotation(server).Split("outputs:")[0].With("resources:\n", "")
                .With("description: as it was", "description: after ${bot.rotationId}");
        await using var stack = await CliStack.StartAsync(server, program);

        var up = await stack.UpAsync("--continue-on-error");

        Assert.NotEqual(0, up.ExitCode);
        up.Says("the environment \"nowhere\" does not exist");
        Assert.DoesNotContain(server.Emulator.World.Rotations, rotation => rotation.Name == "keys");
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }
}
