using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>App connections under the real CLI, together with the rotations that use them.</summary>
[Trait("Needs", "pulumi")]
public sealed class ConnectionTests
{
    private const string Type = "infisical-rotation:index:AwsConnection";

    [Fact]
    public async Task A_Connection_And_Its_Rotation_Come_And_Go_Together()
    {
        await using var server = await StartAsync();
        await using var stack = await CliStack.StartAsync(server, Program(server));

        (await stack.PreviewAsync()).Succeeded().Says("Infisical tries the credentials");
        Assert.Equal(1, server.Emulator.World.Connections);
        (await stack.UpAsync()).Succeeded();

        var made = server.Emulator.World.AppConnections.Named("rotator")!;
        Assert.Equal(made.Id, server.Emulator.World.AppConnections.Find(made.Id)!.Id);
        Assert.Equal((1, 1, 2), server.Counts());
        await stack.HasNothingToDoAsync();
        Assert.DoesNotContain(server.Emulator.Seed.AwsRootKey.SecretAccessKey, await stack.ExportAsync(), StringComparison.Ordinal);

        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
        Assert.Equal(1, server.Emulator.World.Connections);
    }

    [Fact]
    public async Task Changed_Credentials_Are_Written_And_The_Rotation_Stays()
    {
        await using var server = await StartAsync();
        await using var stack = await CliStack.StartAsync(server, Program(server));
        (await stack.UpAsync()).Succeeded();
        var rotation = server.Rotation.Id;
        var key = server.Emulator.World.AddKey("deploy-bot");

        stack.Write(Program(server, new AwsKey(key.AccessKeyId, key.SecretAccessKey)));
        (await stack.UpAsync()).Succeeded();

        Assert.Equal(key.SecretAccessKey, server.Emulator.World.AppConnections.Named("rotator")!["secretAccessKey"]);
        Assert.Equal(rotation, server.Rotation.Id);
        await stack.HasNothingToDoAsync();
    }

    [Fact]
    public async Task Credentials_Changed_Elsewhere_Are_Shown_And_Put_Back()
    {
        await using var server = await StartAsync();
        await using var stack = await CliStack.StartAsync(server, Program(server));
        (await stack.UpAsync()).Succeeded();
        var made = server.Emulator.World.AppConnections.Named("rotator")!;
        server.Emulator.World.AppConnections.WriteCredentials(made.Id, new() { ["secretAccessKey"] = "by-somebody-else" });

        (await stack.PreviewAsync("--expect-no-changes"))
            .Ended(CommandAssertions.UnexpectedChanges)
            .Says("were changed outside of Pulumi");
        (await stack.UpAsync()).Succeeded();

        Assert.Equal(
            server.Emulator.Seed.AwsRootKey.SecretAccessKey,
            server.Emulator.World.AppConnections.Find(made.Id)!["secretAccessKey"]);
        await stack.HasNothingToDoAsync();
    }

    [Fact]
    public async Task A_Connection_Deleted_Elsewhere_Is_Created_Again()
    {
        await using var server = await StartAsync();
        await using var stack = await CliStack.StartAsync(server, Program(server, hasRotation: false));
        (await stack.UpAsync()).Succeeded();
        server.WaitForReplicas();
        server.Emulator.World.AppConnections.Delete(server.Emulator.World.AppConnections.Named("rotator")!.Id);

        (await stack.UpAsync()).Succeeded().Says("no longer exists");

        Assert.NotNull(server.Emulator.World.AppConnections.Named("rotator"));
        await stack.HasNothingToDoAsync();
    }

    [Theory]
    [InlineData("rotator")]
    [InlineData("role", Explicit = true)]
    public async Task A_Changed_Method_Replaces_The_Connection_And_What_Uses_It(string name)
    {
        await using var server = await StartAsync();
        await using var stack = await CliStack.StartAsync(server, Program(server));
        (await stack.UpAsync()).Succeeded();
        var old = server.Emulator.World.AppConnections.Named("rotator")!.Id;

        stack.Write(RoleProgram(server, name));
        (await stack.PreviewAsync()).Succeeded().Says(name == "rotator" ? "is deleted first" : "is created first");
        (await stack.UpAsync()).Succeeded();

        var made = server.Emulator.World.AppConnections.Named(name)!;
        Assert.Equal("assume-role", made.Method);
        Assert.Null(server.Emulator.World.AppConnections.Find(old));
        Assert.Equal(2, server.Emulator.World.Connections);
        Assert.Equal((1, 1, 2), server.Counts());
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task A_Connection_That_Another_Rotation_Uses_Is_Not_Deleted()
    {
        await using var server = await StartAsync();
        await using var stack = await CliStack.StartAsync(server, Program(server, hasRotation: false));
        (await stack.UpAsync()).Succeeded();
        var made = server.Emulator.World.AppConnections.Named("rotator")!.Id;
        stack.Environment = stack.Environment.SetItem("INFISICAL_PROJECT_ID", server.ProjectId);
        await server.CreateByHandAsync(new
        {
            name = "foreign",
            projectId = server.ProjectId,
            connectionId = made,
            environment = "dev",
            secretPath = "/services",
            rotationInterval = 30,
            parameters = new { userName = "ci-bot" },
            secretsMapping = new { accessKeyId = "F_ID", secretAccessKey = "F_SECRET" },
        });

        (await stack.DestroyAsync()).Ended(1).Says("is used by the rotation \"foreign\"");
        Assert.NotNull(server.Emulator.World.AppConnections.Find(made));
        await server.DeleteByHandAsync(server.Rotation);
        (await stack.DestroyAsync()).Succeeded();
        Assert.Null(server.Emulator.World.AppConnections.Find(made));
    }

    [Theory]
    [InlineData(false, Explicit = true)]
    [InlineData(true)]
    public async Task An_Imported_Connection_Needs_No_Change_And_Takes_Secrets_Later(bool byName)
    {
        await using var server = await StartAsync();
        server.Emulator.World.Add(new SeedConnection("aws", "rotator") { Method = "access-key", AwsKey = server.Emulator.Seed.AwsRootKey });
        var id = server.Emulator.World.AppConnections.Named("rotator")!.Id;
        await using var stack = await CliStack.StartAsync(server, Programs.Nothing);

        (await stack.ImportAsync(Type, "rotator", byName ? "aws//rotator" : id)).Succeeded();
        stack.Write(await File.ReadAllTextAsync(Path.Combine(stack.Folder, "imported.yaml"), TestContext.Current.CancellationToken));
        await stack.HasNothingToDoAsync();

        stack.Write(Program(server, hasRotation: false));
        (await stack.UpAsync()).Succeeded();
        Assert.Equal(id, server.Emulator.World.AppConnections.Named("rotator")!.Id);
        await stack.HasNothingToDoAsync();

        var key = server.Emulator.World.AddKey("deploy-bot");
        stack.Write(Program(server, new AwsKey(key.AccessKeyId, key.SecretAccessKey), hasRotation: false));
        (await stack.UpAsync()).Succeeded();
        Assert.Equal(key.SecretAccessKey, server.Emulator.World.AppConnections.Find(id)!["secretAccessKey"]);
    }

    [Fact]
    public async Task The_Import_Option_Accepts_Secrets_That_Nobody_Can_Read()
    {
        await using var server = await StartAsync();
        server.Emulator.World.Add(new SeedConnection("aws", "rotator") { Method = "access-key", AwsKey = server.Emulator.Seed.AwsRootKey });
        await using var stack = await CliStack.StartAsync(
            server, Program(server, hasRotation: false).With("properties:", "options: {import: aws//rotator}\n    properties:"));

        (await stack.UpAsync()).Succeeded();

        Assert.Equal(2, server.Emulator.World.Connections);
        await stack.HasNothingToDoAsync();
    }

    [Fact]
    public async Task A_New_Access_Key_Is_Tried_Again_Until_Aws_Knows_It()
    {
        await using var server = await StartAsync(new EmulatorOptions { AwsPropagationAttempts = 1 });
        var key = server.Emulator.World.AddKey("deploy-bot");
        await using var stack = await CliStack.StartAsync(
            server, Program(server, new AwsKey(key.AccessKeyId, key.SecretAccessKey), hasRotation: false));

        (await stack.UpAsync()).Succeeded();

        Assert.NotNull(server.Emulator.World.AppConnections.Named("rotator"));
    }

    private static Task<Server> StartAsync(EmulatorOptions? options = null)
    {
        options ??= new EmulatorOptions();
        options.Seed = options.Seed with { IamRoles = ["infisical-rotator"] };

        // The key of deploy-bot has no policy.
        options.RotationsObeyIamPolicies = false;
        return Server.StartAsync(options);
    }

    private static string Program(Server server, AwsKey? key = null, bool hasRotation = true)
    {
        key ??= server.Emulator.Seed.AwsRootKey;
        return $$"""
            resources:
              rotator:
                type: {{Type}}
                properties:
                  name: rotator
                  method: access-key
                  credentials:
                    accessKeyId: {{key.AccessKeyId}}
                    secretAccessKey: {{key.SecretAccessKey}}
            {{(hasRotation ? Rotation(server) : "")}}
            """;
    }

    private static string RoleProgram(Server server, string name) => $$"""
        resources:
          rotator:
            type: {{Type}}
            properties:
              name: {{name}}
              method: assume-role
              credentials:
                roleArn: arn:aws:iam::123456789012:role/infisical-rotator
        {{Rotation(server)}}
        """;

    private static string Rotation(Server server) => $$"""
          keys:
            type: {{Programs.RotationType}}
            properties:
              name: keys
              projectId: {{server.ProjectId}}
              connectionId: ${rotator.connectionId}
              environment: dev
              secretPath: /
              rotationInterval: 30
              parameters:
                userName: ci-bot
              secretsMapping:
                accessKeyId: AWS_ACCESS_KEY_ID
                secretAccessKey: AWS_SECRET_ACCESS_KEY
        """;
}
