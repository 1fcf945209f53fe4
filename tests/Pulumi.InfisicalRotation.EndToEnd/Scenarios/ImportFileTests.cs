using System.Text.Json;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>Made by hand or by Terraform → <c>import-file</c> → <c>pulumi import</c> → a preview without a change.</summary>
[Trait("Needs", "pulumi")]
public sealed class ImportFileTests
{
    [Fact]
    public async Task A_Project_Is_Taken_Over_With_The_Generated_Program()
    {
        await using var server = await Server.StartAsync();
        await server.CreateByHandAsync(Body(server, "keys", "/", "ci-bot", "A"));
        await server.CreateByHandAsync(Body(server, "keys", "/services", "deploy-bot", "B"));
        await using var stack = await CliStack.StartAsync(server, Programs.Nothing);

        (await ImportFileAsync(stack, "--project", server.ProjectId)).Succeeded().Says("Found 2 rotations.");
        (await ImportAsync(stack, "--out", "imported.yaml")).Succeeded();

        stack.Write(await File.ReadAllTextAsync(Path.Combine(stack.Folder, "imported.yaml"), TestContext.Current.CancellationToken));
        await stack.HasNothingToDoAsync();
        Assert.Equal((2, 0), (server.Asked("POST"), server.Asked("PATCH")));
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task A_Component_Takes_Its_Child_Over_With_The_Written_Program()
    {
        await using var server = await Server.StartAsync();
        var id = await server.CreateByHandAsync(Body(server, "ci-bot", "/", "ci-bot", "A"));
        await server.CreateByHandAsync(Body(server, "ci-bot-rotation", "/services", "deploy-bot", "B"));
        await server.ChangeByHandAsync(
            server.Emulator.World.Rotations.Single(one => one.Name == "ci-bot"), new { description = "deploy \ud83d\ude80 costs $$ and ${x}" });
        await using var stack = await CliStack.StartAsync(server, Programs.Nothing);

        (await ImportFileAsync(stack, "--project", server.ProjectId, "--component", "--program", "program.yaml")).Succeeded();
        (await ImportAsync(stack, "--generate-code=false")).Succeeded();

        var program = await File.ReadAllTextAsync(Path.Combine(stack.Folder, "program.yaml"), TestContext.Current.CancellationToken);
        stack.Write(program.With("name: imported\nruntime: yaml\n", "") + "outputs:\n  rotationId: ${[\"ci-bot\"].rotationId}\n");
        Assert.All(await stack.PlanAsync(), step => Assert.Equal("infisical-rotation:index:RotatedAwsIamUser", step.Type));
        (await stack.UpAsync()).Succeeded();
        await stack.HasNothingToDoAsync();
        Assert.Equal(id, (await stack.OutputsAsync()).GetProperty("rotationId").GetString());
        Assert.Equal((2, 1), (server.Asked("POST"), server.Asked("PATCH")));
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task A_Terraform_State_Is_Taken_Over_With_Its_Connection()
    {
        await using var server = await Server.StartAsync();
        server.Emulator.World.Add(new SeedConnection("aws", "rotator") { Method = "access-key", AwsKey = server.Emulator.Seed.AwsRootKey });
        var id = await server.CreateByHandAsync(Body(server, "keys", "/", "ci-bot", "A"));
        await using var stack = await CliStack.StartAsync(server, Programs.Nothing);
        await File.WriteAllTextAsync(
            Path.Combine(stack.Folder, "state.json"), TerraformState(server, id), TestContext.Current.CancellationToken);

        (await ImportFileAsync(stack, "--terraform", "state.json", "--compare"))
            .Succeeded().Says("keys[\"ci\"] is paused according to Terraform").DoesNotSay("terraform-secret");
        (await ImportAsync(stack, "--out", "imported.yaml")).Succeeded();

        stack.Write($$"""
            resources:
              main:
                type: infisical-rotation:index:AwsConnection
                properties:
                  name: rotator
                  method: access-key
                  credentials:
                    accessKeyId: {{server.Emulator.Seed.AwsRootKey.AccessKeyId}}
                    secretAccessKey: {{server.Emulator.Seed.AwsRootKey.SecretAccessKey}}
              keys-ci:
                type: infisical-rotation:index:AwsIamUserSecretRotation
                properties:
                  name: keys
                  projectId: {{server.ProjectId}}
                  connectionId: {{server.ConnectionId}}
                  environment: dev
                  secretPath: /
                  rotationInterval: 30
                  parameters: { userName: ci-bot }
                  secretsMapping: { accessKeyId: A_ID, secretAccessKey: A_SECRET }
            """);
        await stack.HasNothingToDoAsync();
        Assert.Equal((1, 0), (server.Asked("POST"), server.Asked("PATCH")));
    }

    private static Task<CommandResult> ImportFileAsync(CliStack stack, params string[] options) =>
        new Command(PublishedProvider.Executable, ["import-file", "import.json", .. options])
        {
            Folder = stack.Folder,
            Environment = stack.Environment,
            InheritsEnvironment = false,
        }.RunAsync(TestContext.Current.CancellationToken);

    private static Task<CommandResult> ImportAsync(CliStack stack, params string[] options) => stack.RunAsync(
        ["import", "--file", "import.json", "--yes", "--protect=false", .. options, "--stack", StackTemplate.Stack, .. HermeticPulumi.Quiet]);

    private static string TerraformState(Server server, string rotationId) => JsonSerializer.Serialize(new
    {
        format_version = "1.0",
        terraform_version = "1.9.8",
        values = new
        {
            root_module = new
            {
                resources = new object[]
                {
                    new
                    {
                        address = "infisical_app_connection_aws.main",
                        mode = "managed",
                        type = "infisical_app_connection_aws",
                        name = "main",
                        values = new { id = server.Emulator.World.AppConnections.Named("rotator")!.Id, credentials = new { secret_access_key = "terraform-secret" } },
                    },
                    new
                    {
                        address = "infisical_secret_rotation_aws_iam_user_secret.keys[\"ci\"]",
                        mode = "managed",
                        type = "infisical_secret_rotation_aws_iam_user_secret",
                        name = "keys",
                        index = "ci",
                        values = new { id = rotationId, project_id = server.ProjectId, auto_rotation_enabled = false },
                    },
                },
            },
        },
    });

    private static object Body(Server server, string name, string folder, string user, string prefix) => new
    {
        name,
        projectId = server.ProjectId,
        connectionId = server.ConnectionId,
        environment = "dev",
        secretPath = folder,
        rotationInterval = 30,
        rotateAtUtc = new { hours = 0, minutes = 0 },
        parameters = new { userName = user, region = "us-east-1" },
        secretsMapping = new { accessKeyId = $"{prefix}_ID", secretAccessKey = $"{prefix}_SECRET" },
    };
}
