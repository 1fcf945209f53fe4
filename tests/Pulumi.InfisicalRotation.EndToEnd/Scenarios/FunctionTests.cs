using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class FunctionTests
{
    [Fact]
    public async Task Every_function_answers_in_one_program_and_a_preview_has_nothing_to_do()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, $$"""
            resources:
              key:
                type: infisical-rotation:index:AwsIamUserSecretRotation
                properties:
                  projectId: {{server.ProjectId}}
                  connectionId: {{server.ConnectionId}}
                  environment: dev
                  secretPath: /services
                  rotationInterval: 30
                  rotateAtUtc:
                    hours: ${schedule.hours}
                    minutes: ${schedule.minutes}
                  parameters:
                    userName: ci-bot
                  secretsMapping:
                    accessKeyId: CI_ID
                    secretAccessKey: CI_SECRET
            variables:
              schedule:
                fn::invoke:
                  function: infisical-rotation:index:getSpreadSchedule
                  arguments: {key: ci-bot, fromHour: 1, toHour: 5}
              byId:
                fn::invoke:
                  function: infisical-rotation:index:getRotation
                  arguments: {rotationId: "${key.rotationId}", projectId: {{server.ProjectId}}}
              all:
                fn::invoke:
                  function: infisical-rotation:index:getRotations
                  arguments: {projectId: "${byId.projectId}", health: healthy}
              connection:
                fn::invoke:
                  function: infisical-rotation:index:getAppConnection
                  arguments: {connectionId: {{server.ConnectionId}}}
              connections:
                fn::invoke:
                  function: infisical-rotation:index:getAppConnections
                  arguments: {app: aws}
              check:
                fn::invoke:
                  function: infisical-rotation:index:checkRotationCredentials
                  arguments: {rotationId: "${key.rotationId}", type: aws-iam-user-secret}
              policy:
                fn::invoke:
                  function: infisical-rotation:index:getRotatorIamPolicy
                  arguments: {userName: ci-bot}
              permissions:
                fn::invoke:
                  function: infisical-rotation:index:getIdentityPermissions
                  arguments: {environment: dev}
            outputs:
              name: ${byId.name}
              listed: ${all.rotations[0].rotationId}
              connection: ${connection.name}
              apps: ${connections.connections[0].app}
              isValid: ${check.isValid}
              policy: ${policy.json}
              permissions: ${permissions.json}
            """);

        (await stack.PreviewAsync()).Succeeded();
        server.HoldsNothing();
        (await stack.UpAsync()).Succeeded();

        var outputs = await stack.OutputsAsync();
        Assert.Equal("key", outputs.GetProperty("name").GetString());
        Assert.Equal(server.Rotation.Id, outputs.GetProperty("listed").GetString());
        Assert.Equal("aws-main", outputs.GetProperty("connection").GetString());
        Assert.Equal("aws", outputs.GetProperty("apps").GetString());
        Assert.True(outputs.GetProperty("isValid").GetBoolean());
        Assert.Contains("iam:CreateAccessKey", outputs.GetProperty("policy").ToString(), StringComparison.Ordinal);
        Assert.Contains("rotate-secrets", outputs.GetProperty("permissions").ToString(), StringComparison.Ordinal);
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task A_wrong_argument_stops_the_preview_at_the_argument()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, $$"""
            variables:
              all:
                fn::invoke:
                  function: infisical-rotation:index:getRotations
                  arguments: {projectId: {{server.ProjectId}}, health: helthy}
            outputs:
              all: ${all.rotations}
            """);

        (await stack.PreviewAsync()).Ended(1).Says("health").Says("Did you mean healthy?");
        Assert.Empty(server.Emulator.Requests.All);
    }
}
