using System.Text.Json;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class SchemaTests
{
    [Fact]
    public async Task The_Schema_Needs_No_Configuration()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, "");
        var run = await stack.RunAsync("package", "get-schema", PublishedProvider.Executable);
        using var schema = JsonDocument.Parse(run.Succeeded().Output);
        Assert.Equal("infisical-rotation", schema.RootElement.GetProperty("name").GetString());
        Assert.Empty(server.Emulator.Requests.All);
    }

    [Fact]
    public async Task The_Schema_Binds_Without_A_Warning()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, "");
        var run = await stack.RunAsync("schema", "check", PublishedProvider.Executable);
        Assert.Equal("", run.Succeeded().Text.Trim());
    }
}
