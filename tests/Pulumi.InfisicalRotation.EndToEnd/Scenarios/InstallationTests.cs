using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class InstallationTests
{
    [Fact]
    public async Task A_Program_Needs_Only_The_Plugin_Installed_From_A_File()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        var schema = await stack.RunAsync("package", "get-schema", PublishedProvider.Executable);
        var version = System.Text.Json.JsonDocument.Parse(schema.Succeeded().Output).RootElement.GetProperty("version").GetString()!;
        (await stack.RunAsync("plugin", "install", "resource", "infisical-rotation", version, "--file", PublishedProvider.Executable)).Succeeded();
        stack.WriteAll($"name: {StackTemplate.Project}\nruntime: yaml\n{Programs.Rotation(server)}");

        (await stack.UpAsync()).Succeeded();
        await stack.HasNothingToDoAsync();
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
}
