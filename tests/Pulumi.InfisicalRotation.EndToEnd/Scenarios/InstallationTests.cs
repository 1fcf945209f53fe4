using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class InstallationTests
{
    [Fact]
    public async Task A_Program_Needs_Only_The_Plugin_Installed_From_A_File()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await InstalledAsync(server);
        stack.WriteAll($"name: {StackTemplate.Project}\nruntime: yaml\n{Programs.Rotation(server)}");

        (await stack.UpAsync()).Succeeded();
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task The_First_Program_Of_The_Readme_Works_As_It_Is()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await InstalledAsync(server);
        var program = await File.ReadAllTextAsync(Repository.At("examples", "first", "Pulumi.yaml"), TestContext.Current.CancellationToken);
        stack.WriteAll(program.Replace("name: first\n", $"name: {StackTemplate.Project}\n", StringComparison.Ordinal));
        (await stack.RunAsync("config", "set", "projectId", server.ProjectId, "--stack", StackTemplate.Stack)).Succeeded();
        (await stack.RunAsync("config", "set", "connectionId", server.ConnectionId, "--stack", StackTemplate.Stack)).Succeeded();

        (await stack.UpAsync()).Succeeded();
        Assert.Equal(server.Rotation.Id, (await stack.OutputsAsync()).GetProperty("rotationId").GetString());
        Assert.Equal(
            ["CI_BOT_ACCESS_KEY_ID", "CI_BOT_SECRET_ACCESS_KEY"],
            server.Emulator.World.Secrets.Select(secret => secret.Name).Order(StringComparer.Ordinal));
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task A_Running_Provider_Needs_No_Installation()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        await using var provider = new Command(PublishedProvider.Executable)
        {
            Folder = stack.Folder,
            Environment = stack.Environment,
            InheritsEnvironment = false,
        }.Start();
        var port = await provider.FirstLineAsync(TestContext.Current.CancellationToken);
        stack.Environment = stack.Environment.SetItem("PULUMI_DEBUG_PROVIDERS", $"infisical-rotation:{port}");
        stack.WriteAll($"name: {StackTemplate.Project}\nruntime: yaml\n{Programs.Rotation(server)}");

        (await stack.UpAsync()).Succeeded();
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    /// <summary>A stack whose CLI has the plugin, by the command of the README.</summary>
    private static async Task<CliStack> InstalledAsync(Server server)
    {
        var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        var schema = await stack.RunAsync("package", "get-schema", PublishedProvider.Executable);
        var version = System.Text.Json.JsonDocument.Parse(schema.Succeeded().Output).RootElement.GetProperty("version").GetString()!;
        (await stack.RunAsync("plugin", "install", "resource", "infisical-rotation", version, "--file", PublishedProvider.Executable)).Succeeded();
        return stack;
    }
}
