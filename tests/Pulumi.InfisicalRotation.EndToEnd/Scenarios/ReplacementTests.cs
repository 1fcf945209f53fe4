using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class ReplacementTests
{
    private static readonly SeedProject OtherProject = new("other");
    private static readonly SeedConnection OtherConnection = new("aws", "aws-other");

    [Theory]
    [InlineData("userName")]
    [InlineData("connectionId")]
    [InlineData("projectId")]
    public async Task A_Replacement_Deletes_Its_Predecessor_First_And_Leaves_One_Rotation(string input)
    {
        await using var server = await Server.StartAsync();
        server.Emulator.World.Add(OtherProject);
        server.Emulator.World.Add(OtherConnection);
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        var before = server.Rotation;
        server.Emulator.Requests.Clear();

        stack.Write(Changed(server, input));
        Assert.Contains(await stack.PlanAsync(), step => step.Operation == "replace");
        (await stack.UpAsync()).Succeeded();

        Assert.NotEqual(before.Id, server.Rotation.Id);
        Assert.Equal((1, 1, 2), server.Counts());
        Assert.Equal(
            ["DELETE", "POST"],
            server.Emulator.Requests.All.Where(request => request.Path.StartsWith("/api/v2/secret-rotations", StringComparison.Ordinal) && request.Method != "GET")
                .Select(request => request.Method));
        await stack.HasNothingToDoAsync();
    }

    [Fact]
    public async Task A_Replacement_That_Failed_To_Create_Is_Finished_By_The_Next_Up()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        stack.Write(Changed(server, "userName"));
        server.Emulator.Faults.OnIssue(ProviderFault.Refuses("The user has two access keys"));
        (await stack.UpAsync()).Ended(1).SaysOnce("The user has two access keys");
        server.HoldsNothing();

        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 1, 2), server.Counts());
        await stack.HasNothingToDoAsync();
    }

    private static string Changed(Server server, string input) => input switch
    {
        "userName" => Programs.Rotation(server).With("userName: ci-bot", "userName: deploy-bot"),
        "connectionId" => Programs.Rotation(server).With(server.ConnectionId, OtherConnection.Id),
        _ => Programs.Rotation(server).With(server.ProjectId, OtherProject.Id),
    };
}
