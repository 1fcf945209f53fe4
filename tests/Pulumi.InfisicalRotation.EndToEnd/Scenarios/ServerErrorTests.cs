using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class ServerErrorTests
{
    private static readonly Identity Reader = new("reader") { Grants = [new("secret-rotation", "read"), new("secrets", "*"), new("app-connections", "*")] };

    [Fact]
    public async Task A_Missing_Permission_Is_Named()
    {
        await using var server = await Server.StartAsync();
        server.Emulator.World.Add(Reader);
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        stack.Environment = stack.Environment.SetItems(server.EnvironmentFor(Reader));
        (await stack.UpAsync()).Ended(1).Says("403").Says("create").DoesNotSay("always");
        server.HoldsNothing();
    }

    [Fact]
    public async Task Rejected_Credentials_Are_Sent_Once()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, TwoRotations(server));
        stack.Environment = stack.Environment.SetItem("INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET", "wr0ng-for-test");
        var run = (await stack.UpAsync()).Ended(1).Says("401").DoesNotSay("wr0ng-for-test");
        Assert.Contains("auth", run.Text, StringComparison.Ordinal);
        Assert.Single(server.Emulator.Requests.To("POST", "/api/v1/auth/"));
        server.HoldsNothing();
    }

    [Fact]
    public async Task An_Unreachable_Server_Leaves_The_Preview_Working()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        stack.Environment = stack.Environment.SetItem("INFISICAL_HOST", "http://127.0.0.1:9");
        (await stack.PreviewAsync()).Succeeded().SaysOnce("This preview could not read Infisical");
        (await stack.UpAsync()).Ended(1).Says("127.0.0.1:9").Says("Check host of the provider");
    }

    [Fact]
    public async Task An_Unreachable_Server_Keeps_The_State()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        var environment = stack.Environment;
        stack.Environment = environment.SetItem("INFISICAL_HOST", "http://127.0.0.1:9");
        (await stack.PreviewAsync("--expect-no-changes")).Succeeded().Says("Using the stored state");
        var up = (await stack.UpAsync()).Succeeded();
        Assert.Contains("compared nothing", up.Output[up.Output.IndexOf("Diagnostics:", StringComparison.Ordinal)..], StringComparison.Ordinal);
        stack.Environment = environment;
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    private static string TwoRotations(Server server)
    {
        var one = Programs.Rotation(server);
        var first = one[..one.IndexOf("outputs:", StringComparison.Ordinal)];
        return first + first.With("resources:\n", "").With("  keys:", "  more:").With("name: keys", "name: more").With("ci-bot", "deploy-bot").With("CI_BOT", "DEPLOY_BOT");
    }
}
