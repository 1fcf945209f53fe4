using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>
/// The component with user, connection and policy of its own. Rotations may do only what the policies of the connection's user allow, and
/// IAM deletes no user that has keys or policies, so a wrong order fails.
/// </summary>
[Trait("Needs", "pulumi")]
public sealed class WholeComponentTests
{
    private const string Rotator = "infisical";

    [Fact]
    public async Task A_Preview_Shows_Every_Child_And_Creates_Nothing()
    {
        await using var server = await Server.StartAsync();
        var program = Program(server);
        await using var stack = await CliStack.StartWithAwsAsync(server, program);

        var plan = await stack.PlanAsync();

        Assert.Equal(
            ["bot", "bot-connection", "bot-policy-2a3bda39e155", "bot-rotation", "bot-rotator", "bot-user"],
            plan.Select(step => step.Name).Order(StringComparer.Ordinal));
        Assert.All(plan, step => Assert.Equal("create", step.Operation));
        HasNothing(server);
    }

    [Fact]
    public async Task Up_Creates_All_And_Destroy_Leaves_Nothing_And_No_Secret_Is_Shown()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartWithAwsAsync(server, Program(server));

        (await stack.UpAsync()).Succeeded().DoesNotSay(Secret(server));

        var world = server.Emulator.World;
        Assert.Equal("arn:aws:iam::123456789012:user/ci/new-bot", world.ArnOf("new-bot"));
        Assert.Equal(["arn:aws:iam::aws:policy/ReadOnlyAccess"], world.AttachedTo("new-bot"));
        Assert.Equal(["infisical-rotation-new-bot"], world.PoliciesOf(Rotator).Keys);
        Assert.Single(world.KeysOf("new-bot"));
        Assert.Equal(["NEW_BOT_ACCESS_KEY_ID", "NEW_BOT_SECRET_ACCESS_KEY"], world.SecretsAt("dev", "/").Select(secret => secret.Name));
        var connection = Assert.Single(world.AppConnections.All, one => one.Name == "bot-connection");
        Assert.Equal(connection.Id, server.Rotation.ConnectionId);
        var outputs = await stack.OutputsAsync();
        Assert.Equal(
            ("new-bot", world.ArnOf("new-bot"), connection.Id, world.PoliciesOf(Rotator).Values.Single()),
            (Text("userName"), Text("userArn"), Text("connectionId"), Text("requiredIamPolicy")));
        Assert.DoesNotContain(Secret(server), await stack.ExportAsync(), StringComparison.Ordinal);
        await stack.HasNothingToDoAsync();

        (await stack.DestroyAsync()).Succeeded();
        HasNothing(server);

        string? Text(string output) => outputs.GetProperty(output).GetString();
    }

    [Fact]
    public async Task Another_Path_Is_An_Update_And_The_Rotation_Stays()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartWithAwsAsync(server, Program(server));
        (await stack.UpAsync()).Succeeded();
        var (rotation, key) = (server.Rotation.Id, Assert.Single(server.Emulator.World.KeysOf("new-bot")));

        stack.Write(Program(server).With("/ci/", "/cd/"));
        (await stack.UpAsync()).Succeeded();

        var world = server.Emulator.World;
        Assert.Equal((rotation, key), (server.Rotation.Id, Assert.Single(world.KeysOf("new-bot"))));
        Assert.Contains("user/cd/new-bot", Assert.Single(world.PoliciesOf(Rotator)).Value, StringComparison.Ordinal);
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();
        HasNothing(server);
    }

    /// <summary>Old keys are revoked while the old user and its policy still exist.</summary>
    [Fact]
    public async Task Another_Name_Replaces_The_User_And_Its_Rotation()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartWithAwsAsync(server, Program(server));
        (await stack.UpAsync()).Succeeded();

        stack.Write(Program(server).With("name: new-bot", "name: newer-bot"));
        (await stack.PreviewAsync()).Succeeded();
        (await stack.UpAsync()).Succeeded();

        var world = server.Emulator.World;
        Assert.DoesNotContain("new-bot", world.Users);
        Assert.Single(world.KeysOf("newer-bot"));
        Assert.Equal(["arn:aws:iam::aws:policy/ReadOnlyAccess"], world.AttachedTo("newer-bot"));
        Assert.Equal(["infisical-rotation-newer-bot"], world.PoliciesOf(Rotator).Keys);
        Assert.Equal(["NEWER_BOT_ACCESS_KEY_ID", "NEWER_BOT_SECRET_ACCESS_KEY"], world.Secrets.Select(secret => secret.Name));
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();
        HasNothing(server);
    }

    [Fact]
    public async Task A_Failed_Rotation_Leaves_The_Others_In_The_State_And_The_Next_Up_Completes_It()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartWithAwsAsync(server, Program(server));
        server.Emulator.Faults.OnIssue(ProviderFault.Refuses("no such luck"));

        (await stack.UpAsync()).Ended(1).Says("no such luck");
        var connection = Assert.Single(server.Emulator.World.AppConnections.All, one => one.Name == "bot-connection").Id;
        Assert.Contains("new-bot", server.Emulator.World.Users);

        (await stack.UpAsync()).Succeeded();
        Assert.Equal(connection, server.Rotation.ConnectionId);
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();
        HasNothing(server);
    }

    /// <summary>Keys that stay at the user keep IAM from deleting it.</summary>
    [Fact]
    public async Task A_User_With_Kept_Keys_Is_Deleted_Only_By_Force()
    {
        await using var server = await Server.StartAsync();
        var program = Program(server).With("rotationInterval: 30", "rotationInterval: 30\n      revokeCredentialsOnDelete: false");
        await using var stack = await CliStack.StartWithAwsAsync(server, program.With("path: /ci/", "path: /ci/\n        forceDestroy: true"));
        (await stack.UpAsync()).Succeeded();
        (await stack.DestroyAsync()).Succeeded();
        HasNothing(server);

        stack.Write(program);
        (await stack.UpAsync()).Succeeded();
        (await stack.DestroyAsync()).Ended(1).Says("must delete access keys first");
        Assert.Single(server.Emulator.World.KeysOf("new-bot"));
    }

    /// <summary>With the block for AWS, a user that does not exist is an error; one that the stack creates is none.</summary>
    [Fact]
    public async Task The_User_Of_The_Component_Is_Not_Missed_By_The_Checks_Of_AWS()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartWithAwsAsync(server, Program(server, $"""
            checked:
              type: pulumi:providers:infisical-rotation
              properties:
                aws:
                  endpoint: {server.Emulator.IamAddress}
                  accessKeyId: {server.Emulator.Seed.AwsRootKey.AccessKeyId}
                  secretAccessKey: {server.Emulator.Seed.AwsRootKey.SecretAccessKey}
            account:
              type: pulumi:providers:aws
              properties: {"{region: eu-west-1}"}
            """, "    options:\n      providers: [\"${checked}\", \"${account}\"]"));

        (await stack.PreviewAsync()).Succeeded().DoesNotSay("does not exist").DoesNotSay("do not allow");
        (await stack.UpAsync()).Succeeded();
        Assert.DoesNotContain("pulumi:providers:aws::default", await stack.ExportAsync(), StringComparison.Ordinal);
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();
        HasNothing(server);
    }

    [Fact]
    public async Task Wrong_Inputs_Are_Refused_Together_Before_Anything_Is_Created()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartWithAwsAsync(
            server, Program(server).With("userName: infisical", "roleName: infisical\n        userName: infisical").With("path: /ci/", "path: ci"));

        var run = (await stack.UpAsync()).Ended(1);

        run.Says("user.path").Says("rotator.userName").DoesNotSay(Secret(server));
        HasNothing(server);
    }

    /// <summary>The children of a component are renamed with it.</summary>
    [Fact]
    public async Task A_Renamed_Component_With_An_Alias_Changes_Nothing()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartWithAwsAsync(server, Program(server));
        (await stack.UpAsync()).Succeeded();
        var (rotation, connection) = (server.Rotation.Id, server.Rotation.ConnectionId);

        stack.Write(Program(server, options: "    options:\n      aliases: [{ name: bot }]").With("  bot:\n", "  robot:\n").Replace("${bot.", "${robot.", StringComparison.Ordinal));
        (await stack.UpAsync()).Succeeded();

        Assert.Equal((rotation, connection), (server.Rotation.Id, server.Rotation.ConnectionId));
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();
        HasNothing(server);
    }

    [Fact]
    public async Task Values_That_A_Preview_Does_Not_Know_Are_Known_To_The_Update()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartWithAwsAsync(server, $$"""
            resources:
              owner:
                type: aws:iam/user:User
                properties: { name: owner, path: /of/ }
              bot:
                type: {{Programs.ComponentType}}
                properties:
                  user:
                    name:
                      fn::select: [2, { fn::split: ["/", "${owner.arn}-bot"] }]
                    tags: { owner: "${owner.arn}" }
                  rotator: { userName: "${owner.name}" }
                  connectionId: {{server.ConnectionId}}
                  projectId: {{server.ProjectId}}
                  environment: dev
                  secretPath: /
                  rotationInterval: 30
            """);

        Assert.Equal(
            ["bot", "bot-rotation", "bot-rotator", "bot-user", "owner"],
            (await stack.PlanAsync()).Select(step => step.Name).Order(StringComparer.Ordinal));
        (await stack.UpAsync()).Succeeded();

        Assert.Single(server.Emulator.World.KeysOf("owner-bot"));
        Assert.Equal(["infisical-rotation-owner-bot"], server.Emulator.World.PoliciesOf("owner").Keys);
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();
        Assert.Equal(["ci-bot", "deploy-bot"], server.Emulator.World.Users);
        server.HoldsNothing();
    }

    private static string Program(Server server, string more = "", string options = "")
    {
        var world = server.Emulator.World;
        if (!world.Users.Contains(Rotator))
        {
            world.Add(new SeedIamUser(Rotator, 1));
        }

        return $"""
            resources:
            {string.Concat(more.Split('\n').Where(line => line.Length > 0).Select(line => $"  {line}\n"))}  bot:
                type: {Programs.ComponentType}
                properties:
                  user:
                    name: new-bot
                    path: /ci/
                    tags: {"{team: ci}"}
                    policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
                  connection:
                    method: access-key
                    credentials:
                      accessKeyId: {world.KeysOf(Rotator)[0].AccessKeyId}
                      secretAccessKey: {Secret(server)}
                  rotator:
                    userName: infisical
                  projectId: {server.ProjectId}
                  environment: dev
                  secretPath: /
                  rotationInterval: 30
            {options}
            outputs:
              rotationId: {"${bot.rotationId}"}
              connectionId: {"${bot.connectionId}"}
              userName: {"${bot.userName}"}
              userArn: {"${bot.userArn}"}
              requiredIamPolicy: {"${bot.requiredIamPolicy}"}
            """;
    }

    private static string Secret(Server server) => server.Emulator.World.KeysOf(Rotator)[0].SecretAccessKey;

    /// <summary>The world as it was: seeded users and connection, and the user of the connection with its key.</summary>
    private static void HasNothing(Server server)
    {
        var world = server.Emulator.World;
        Assert.Equal((0, 1, 0), server.Counts());
        Assert.Equal(["ci-bot", "deploy-bot", Rotator], world.Users);
        Assert.Empty(world.PoliciesOf(Rotator));
        Assert.Equal(1, world.Connections);
    }
}
