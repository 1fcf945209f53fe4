using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class ComponentTests
{
    [Fact]
    public async Task A_Preview_Creates_Nothing()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Component(server));
        Assert.Equal(
            [new PlannedStep("create", Programs.ComponentType, "bot"), new PlannedStep("create", Programs.RotationType, "bot-rotation")],
            await stack.PlanAsync());
        server.HoldsNothing();
    }

    [Fact]
    public async Task Up_Creates_The_Rotation_And_Passes_Its_Outputs_On()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Component(server));
        (await stack.UpAsync()).Succeeded();

        var outputs = await stack.OutputsAsync();
        var told = await server.GetAsync(server.Rotation);
        Assert.Equal(server.Rotation.Id, outputs.GetProperty("rotationId").GetString());
        Assert.Equal(told.GetProperty("nextRotationAt").GetString(), outputs.GetProperty("nextRotationAt").GetString());
        Assert.Equal("CI_BOT_ACCESS_KEY_ID", outputs.GetProperty("accessKeyIdSecret").GetString());
        Assert.Equal(
            ["CI_BOT_ACCESS_KEY_ID", "CI_BOT_SECRET_ACCESS_KEY"],
            server.Emulator.World.SecretsAt("dev", "/").Select(secret => secret.Name));
        await stack.HasNothingToDoAsync();
    }

    [Fact]
    public async Task A_Change_Reaches_The_Rotation_And_Destroy_Removes_Everything()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Component(server));
        (await stack.UpAsync()).Succeeded();
        var before = server.Rotation;
        stack.Write(Programs.Component(server).With("rotationInterval: 30", "rotationInterval: 60"));
        (await stack.UpAsync()).Succeeded();
        Assert.Equal(before.Id, server.Rotation.Id);
        Assert.Equal(60, (await server.GetAsync(server.Rotation)).GetProperty("rotationInterval").GetInt32());
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task A_Rotation_That_Exists_Is_Adopted_By_The_Component()
    {
        await using var server = await Server.StartAsync();
        var id = await server.CreateByHandAsync(new
        {
            name = "ci-bot",
            projectId = server.ProjectId,
            connectionId = server.ConnectionId,
            environment = "dev",
            secretPath = "/",
            rotationInterval = 30,
            parameters = new { userName = "ci-bot" },
            secretsMapping = new { accessKeyId = "CI_BOT_ACCESS_KEY_ID", secretAccessKey = "CI_BOT_SECRET_ACCESS_KEY" },
        });
        var program = Programs.Component(server);
        await using var stack = await CliStack.StartAsync(server, program.With("rotationInterval: 30", "rotationInterval: 60"));
        (await stack.PreviewAsync()).Ended(1).Says("differs from the requested one in rotationInterval: give the component").DoesNotSay("pulumi import");
        stack.Write(program);
        (await stack.PreviewAsync()).Ended(1).Says("set adoptExisting: true on the component").DoesNotSay("pulumi import");

        stack.Write(program.With("rotationInterval: 30", "rotationInterval: 30\n      adoptExisting: true"));
        (await stack.UpAsync()).Succeeded();

        Assert.Equal(id, server.Rotation.Id);
        Assert.Equal((1, 1, 2), server.Counts());
    }

    [Fact]
    public async Task Another_User_Replaces_The_Rotation()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Component(server));
        (await stack.UpAsync()).Succeeded();
        stack.Write(Programs.Component(server).With("userName: ci-bot", "userName: deploy-bot"));
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 1, 2), server.Counts());
        Assert.Single(server.Emulator.World.KeysOf("deploy-bot"));
        Assert.Equal("DEPLOY_BOT_ACCESS_KEY_ID", (await stack.OutputsAsync()).GetProperty("accessKeyIdSecret").GetString());
    }

    [Fact]
    public async Task An_Explicit_Provider_Is_Used_For_The_Rotation()
    {
        await using var server = await Server.StartAsync();
        await using var other = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Component(server)
            .With("resources:", $"""
                resources:
                  other:
                    type: pulumi:providers:infisical-rotation
                    properties:
                      host: {other.EnvironmentFor()["INFISICAL_HOST"]}
                """)
            .With("outputs:", $"    options:\n      provider: {"${other}"}\noutputs:"));
        (await stack.UpAsync()).Succeeded();
        Assert.Empty(server.Emulator.Requests.All);
        Assert.Equal((1, 1, 2), other.Counts());
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();
        other.HoldsNothing();
    }

    [Fact]
    public async Task A_Wrong_Input_Is_Named_And_Nothing_Is_Created()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Component(server).With("rotationInterval: 30", "rotationInterval: 0"));
        (await stack.UpAsync()).Ended(1).Says("rotationInterval").Says("is 0; give a whole number of at least 1");
        server.HoldsNothing();
    }

    /// <summary>The CLI prints the inputs that a component's failure names.</summary>
    [Theory]
    [InlineData("userName: ci-bot", "userName: { 'fn::secret': 'arn:aws:iam::1:user/hushed' }", "userName")]
    [InlineData("secretPath: /", "secretPath: { 'fn::secret': hushed }", "secretPath")]
    [InlineData("rotationInterval: 30", "rotationInterval: 30\n      name: { 'fn::secret': 'Hushed hushed' }\n      description: { 'fn::secret': hushed }", "name")]
    public async Task A_Wrong_Secret_Input_Is_Not_Shown(string right, string wrong, string path)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Component(server).With(right, wrong));
        (await stack.PreviewAsync()).Ended(1).Says($"{path} ").DoesNotSay("ushed");
        server.HoldsNothing();
    }

    [Fact]
    public async Task A_Refused_Rotation_Ends_The_Run_With_The_Reason()
    {
        await using var server = await Server.StartAsync(new EmulatorOptions { PlanHasRotations = false });
        await using var stack = await CliStack.StartAsync(server, Programs.Component(server));
        (await stack.UpAsync()).Ended(1).SaysOnce("the Infisical plan does not include secret rotations").DoesNotSay("the client connection is closing");
        server.HoldsNothing();
    }
}
