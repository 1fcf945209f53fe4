using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>One rotation that two resources hold, and resources that the engine knows under two URNs.</summary>
[Trait("Needs", "pulumi")]
public sealed class SharedRotationTests
{
    private const string Kept = "::keys2. It was not deleted, only removed from this resource's state.";

    [Fact]
    public async Task A_Rotation_That_A_Renamed_Resource_Adopted_In_A_Failed_Up_Stays()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        var id = server.Rotation.Id;

        stack.Write(Renamed(server).With("outputs:", Failing(server)).With("      description:", "      adoptExisting: true\n      description:"));
        (await stack.UpAsync()).Ended(1);
        stack.Write(Renamed(server).With("      description:", "      adoptExisting: true\n      description:"));
        (await stack.UpAsync()).Succeeded().SaysOnce(Kept);

        Assert.Equal(id, server.Rotation.Id);
        Assert.Equal((1, 1, 2), server.Counts());
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Rotation_That_A_Renamed_Resource_Imports_Stays(bool changesConfiguration)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        var id = server.Rotation.Id;
        if (changesConfiguration)
        {
            // The engine then reads in one process of the provider, and updates in another.
            await stack.SetAsync("maxRetries", "3");
        }

        stack.Write(Renamed(server).With("outputs:", $"    options:\n      import: {id}\noutputs:"));
        (await stack.UpAsync()).Succeeded().SaysOnce(Kept);

        Assert.Equal(id, server.Rotation.Id);
        Assert.Equal((1, 1, 2), server.Counts());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true, Explicit = true)]
    public async Task A_Rotation_That_The_Cli_Imported_Twice_Stays(bool changesConfiguration)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await StackWithTwoAsync(server);
        var id = server.Rotation.Id;
        if (changesConfiguration)
        {
            await stack.SetAsync("maxRetries", "3");
        }

        stack.Write(Renamed(server));
        (await stack.UpAsync()).Succeeded().SaysOnce(Kept);

        Assert.Equal(id, server.Rotation.Id);
        Assert.Equal((1, 1, 2), server.Counts());
        await stack.HasNothingToDoAsync();
    }

    [Fact]
    public async Task A_Destroy_Of_Both_Resources_Deletes_The_Rotation()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await StackWithTwoAsync(server);
        server.Emulator.Requests.Clear();

        (await stack.DestroyAsync()).Succeeded().SaysOnce("It was not deleted, only removed from this resource's state.");

        Assert.Equal(1, server.Asked("DELETE"));
        server.HoldsNothing();
    }

    [Fact]
    public async Task An_Up_That_Removes_Both_Resources_Deletes_The_Rotation()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await StackWithTwoAsync(server);

        stack.Write(Programs.Nothing);
        (await stack.UpAsync()).Succeeded();

        server.HoldsNothing();
    }

    [Theory]
    [InlineData("up", true)]
    [InlineData("up", false)]
    [InlineData("destroy", true)]
    public async Task A_Resource_With_An_Alias_Is_One_Holder(string then, bool deletesFirst)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        var aliased = Renamed(server).With("outputs:", $"    options:\n      aliases: [{{name: keys}}]\n      deleteBeforeReplace: {(deletesFirst ? "true" : "false")}\noutputs:");

        // Another name and other secrets: the engine may create the replacement first.
        stack.Write(then == "destroy" ? aliased : aliased.With("ci-bot", "deploy-bot").With("CI_BOT", "DEPLOY_BOT").With("name: keys\n", "name: deploy\n"));
        (then == "destroy" ? await stack.RunAsync("destroy", "--yes", "--skip-preview", "--run-program", "--stack", StackTemplate.Stack) : await stack.UpAsync()).Succeeded();

        Assert.Equal(then == "destroy" ? (0, 0, 0) : (1, 1, 2), server.Counts());
    }

    [Fact]
    public async Task An_Alias_Without_Another_Change_Keeps_The_Rotation_And_A_Destroy_Deletes_It()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();

        stack.Write(Renamed(server).With("outputs:", "    options:\n      aliases: [{name: keys}]\noutputs:"));
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 1, 2), server.Counts());
        (await stack.DestroyAsync()).Succeeded();

        server.HoldsNothing();
    }

    /// <summary>A stack whose state holds one rotation twice.</summary>
    private static async Task<CliStack> StackWithTwoAsync(Server server)
    {
        var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        (await stack.ImportAsync(Programs.RotationType, "keys2", server.Rotation.Id)).Succeeded();
        return stack;
    }

    private static string Renamed(Server server) => Programs.Rotation(server).With("  keys:\n", "  keys2:\n").With("${keys.", "${keys2.");

    /// <summary>A resource that cannot be created.</summary>
    private static string Failing(Server server) => $"""
          broken:
            type: {Programs.RotationType}
            properties:
              name: broken
              projectId: {server.ProjectId}
              connectionId: {server.ConnectionId}
              environment: dev
              secretPath: /missing
              rotationInterval: 30
              parameters: {"{userName: deploy-bot, region: us-east-1}"}
              secretsMapping: {"{accessKeyId: X_ID, secretAccessKey: X_SECRET}"}
            options:
              dependsOn: [{"${keys2}"}]
        outputs:
        """;
}
