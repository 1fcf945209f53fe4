using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class ImportTests
{
    [Theory]
    [InlineData("/", false)]
    [InlineData("/", true)]
    [InlineData("/services", true)]
    public async Task An_Import_Adopts_The_Rotation_And_Leaves_No_Change(string folder, bool byPath)
    {
        await using var server = await Server.StartAsync();
        var id = await server.CreateByHandAsync(Body(server, folder));
        await using var stack = await CliStack.StartAsync(server, Programs.Nothing);
        var path = folder.Trim('/') is { Length: > 0 } inner ? $"{inner}/" : "";
        (await stack.ImportAsync(Programs.RotationType, "keys", byPath ? $"{server.ProjectId}/dev/{path}keys" : id)).Succeeded();
        server.Emulator.Requests.Clear();

        stack.Write(Programs.Rotation(server).With("secretPath: /", $"secretPath: {folder}"));
        await stack.HasNothingToDoAsync();
        (await stack.UpAsync()).Succeeded();
        Assert.Equal(id, (await stack.OutputsAsync()).GetProperty("rotationId").GetString());
        Assert.Equal((0, 0), (server.Asked("POST"), server.Asked("PATCH")));
    }

    [Fact]
    public async Task The_Generated_Program_Needs_No_Change()
    {
        await using var server = await Server.StartAsync();
        var id = await server.CreateByHandAsync(Body(server, "/services"));
        await using var stack = await CliStack.StartAsync(server, Programs.Nothing);
        (await stack.ImportAsync(Programs.RotationType, "keys", id)).Succeeded();
        stack.Write(await File.ReadAllTextAsync(Path.Combine(stack.Folder, "imported.yaml"), TestContext.Current.CancellationToken));
        await stack.HasNothingToDoAsync();
    }

    [Fact]
    public async Task An_Unknown_Id_Is_Reported()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Nothing);
        (await stack.ImportAsync(Programs.RotationType, "keys", "7d9e1fd3-2d61-4c64-8e31-a6ca1f3b9e53")).Ended(1).Says("does not exist");
    }

    [Fact]
    public async Task A_Malformed_Id_Is_Reported_With_The_Right_Form()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Nothing);
        (await stack.ImportAsync(Programs.RotationType, "keys", "keys")).Ended(1).Says("Give its UUID, or projectId/environment/folder/path/name");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_Import_Option_Adopts_The_Rotation_And_Changes_What_Differs(bool byPath)
    {
        await using var server = await Server.StartAsync();
        var id = await server.CreateByHandAsync(Body(server, "/"));
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server)
            .With("description: as it was", "description: as it is")
            .With("outputs:", $"    options:\n      import: {(byPath ? $"{server.ProjectId}/dev/keys" : id)}\noutputs:"));
        (await stack.UpAsync()).Succeeded();
        (await stack.UpAsync("--expect-no-changes")).Succeeded();
        Assert.Equal(id, server.Rotation.Id);
        Assert.Equal("as it is", (await server.GetAsync(server.Rotation)).GetProperty("description").GetString());
        Assert.Single(server.Emulator.World.Keys);
    }

    [Fact]
    public async Task An_Import_Can_Start_From_A_List()
    {
        await using var server = await Server.StartAsync();
        var id = await server.CreateByHandAsync(Body(server, "/"));
        await using var stack = await CliStack.StartAsync(server, Programs.Nothing);
        var run = await stack.RunAsync(
            "do", "--package", PublishedProvider.Executable, Programs.RotationType, "list", "--project-id", server.ProjectId);
        run.Succeeded().Says(id).Says("keys");
        (await stack.RunAsync("do", "--package", PublishedProvider.Executable, Programs.RotationType, "read", id)).Succeeded().Says("CI_BOT_ID");
    }

    private static object Body(Server server, string folder) => new
    {
        name = "keys",
        projectId = server.ProjectId,
        connectionId = server.ConnectionId,
        environment = "dev",
        secretPath = folder,
        rotationInterval = 30,
        rotateAtUtc = new { hours = 3, minutes = 30 },
        description = "as it was",
        parameters = new { userName = "ci-bot", region = "us-east-1" },
        secretsMapping = new { accessKeyId = "CI_BOT_ID", secretAccessKey = "CI_BOT_SECRET" },
    };
}
