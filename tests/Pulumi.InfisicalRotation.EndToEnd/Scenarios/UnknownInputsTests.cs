using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class UnknownInputsTests
{
    private const string Output = "${keys.rotationId}";

    [Fact]
    public async Task Unknown_Inputs_Of_A_Rotation_Preview_And_Resolve_In_Up()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server).With("outputs:", $"""
              second:
                type: {Programs.RotationType}
                properties:
                  name: after-{Output}
                  projectId: {server.ProjectId}
                  connectionId: {server.ConnectionId}
                  environment: dev
                  secretPath: /
                  rotationInterval: 30
                  parameters:
                    userName: {Output}
                  secretsMapping:
                    accessKeyId: ID-{Output}
                    secretAccessKey: SECRET-{Output}
            outputs:
            """));
        await CreatesBothAsync(server, stack);
        Assert.Contains(server.Emulator.World.Rotations, rotation => rotation.Name.StartsWith("after-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unknown_Inputs_Of_A_Component_Preview_And_Resolve_In_Up()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server).With("outputs:", $"""
              bot:
                type: {Programs.ComponentType}
                properties:
                  userName: {Output}
                  projectId: {server.ProjectId}
                  connectionId: {server.ConnectionId}
                  environment: dev
                  secretPath: /
                  rotationInterval: 30
            outputs:
              accessKeyIdSecret: {"${bot.accessKeyIdSecret}"}
            """));
        await CreatesBothAsync(server, stack);
        Assert.EndsWith("_ACCESS_KEY_ID", (await stack.OutputsAsync()).GetProperty("accessKeyIdSecret").GetString(), StringComparison.Ordinal);
    }

    /// <summary>The IAM user that is called like the first rotation is there by the time the second one is created.</summary>
    private static async Task CreatesBothAsync(Server server, CliStack stack)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var plan = await stack.PlanAsync();
        Assert.NotEmpty(plan);
        Assert.All(plan, step => Assert.Equal("create", step.Operation));
        server.HoldsNothing();

        var second = new Hold();
        server.Emulator.Faults.On("POST", "/api/v2/secret-rotations/", Fault.Waits(second), nth: 2);
        await using var up = stack.StartUp();
        await second.Arrived.WaitAsync(cancellation);
        server.Emulator.World.Add(new SeedIamUser(server.Rotation.Id));
        second.Release();
        (await up.EndAsync(cancellation)).Succeeded();

        Assert.Equal((2, 2, 4), server.Counts());
        await stack.HasNothingToDoAsync();
    }
}
