using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Release;

/// <summary>
/// A stack of each released version, taken over by this one with the real CLI: nothing may change, and everything must be
/// deleted in the end. <c>dotnet run build.cs record</c> records a version.
/// </summary>
[Trait("Needs", "pulumi")]
public sealed class UpgradeTests
{
    private const string RecordVariable = "INFISICAL_ROTATION_RECORD_STACK";

    public static TheoryData<string> Versions => [.. RecordedStack.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_stack_of_a_released_version_needs_no_change_and_can_be_deleted(string version)
    {
        var recorded = RecordedStack.Of(version);
        await using var server = await Server.StartAsync();
        await using var stack = await TakenOverAsync(server, recorded);
        var before = server.Counts();
        server.Emulator.Requests.Clear();

        await stack.HasNothingToDoAsync();
        (await stack.UpAsync("--expect-no-changes")).Succeeded();

        Assert.Equal(0, server.Asked("POST") + server.Asked("PATCH") + server.Asked("DELETE"));
        Assert.Equal(before, server.Counts());
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task What_the_recorded_stack_lacks_is_not_taken_from_elsewhere()
    {
        var recorded = RecordedStack.Of(RecordedStack.Versions[0]);
        var resources = recorded.State["deployment"]!["resources"]!.AsArray();
        Assert.Equal(1, resources.RemoveAll(resource => resource!["urn"]!.ToString().EndsWith("::keys", StringComparison.Ordinal)));
        await using var server = await Server.StartAsync();
        await using var stack = await TakenOverAsync(server, recorded);

        (await stack.PreviewAsync("--expect-no-changes")).Ended(1).Says("a rotation \"keys\" already exists");
    }

    [Fact]
    public async Task This_version_is_recorded_when_it_is_asked_for()
    {
        var version = Environment.GetEnvironmentVariable(RecordVariable);
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Program(server));
        (await stack.UpAsync()).Succeeded();
        await stack.HasNothingToDoAsync();

        if (version is { Length: > 0 })
        {
            await RecordedStack.RecordAsync(version, Program(server), stack);
        }

        Assert.Equal(3 + 1, RecordedStack.Resources(JsonNode.Parse(await stack.ExportAsync())!).Count);
    }

    /// <summary>A stack with the recorded state, for the objects that a stack of today has made.</summary>
    private static async Task<CliStack> TakenOverAsync(Server server, RecordedStack recorded)
    {
        var stack = await CliStack.StartAsync(server, recorded.Program);
        (await stack.UpAsync()).Succeeded();
        var state = Path.Combine(stack.Folder, "recorded.json");
        var text = recorded.InWorldOf(JsonNode.Parse(await stack.ExportAsync())!);
        await File.WriteAllTextAsync(state, text, TestContext.Current.CancellationToken);
        (await stack.RunAsync(["stack", "import", "--file", state, "--stack", StackTemplate.Stack, .. HermeticPulumi.Quiet])).Succeeded();
        return stack;
    }

    /// <summary>A connection, a rotation that uses it, and a component with its rotation.</summary>
    private static string Program(Server server) => $"""
        resources:
          connection:
            type: infisical-rotation:index:AwsConnection
            properties:
              name: rotator
              projectId: {server.ProjectId}
              method: access-key
              credentials:
                accessKeyId: {server.Emulator.Seed.AwsRootKey.AccessKeyId}
                secretAccessKey:
                  fn::secret: {server.Emulator.Seed.AwsRootKey.SecretAccessKey}
          keys:
            type: {Programs.RotationType}
            properties:
              name: keys
              projectId: {server.ProjectId}
              connectionId: {"${connection.id}"}
              environment: dev
              secretPath: /services
              rotationInterval: 30
              rotateAtUtc:
                hours: 3
                minutes: 30
              description: of the deployment
              rotateTriggers:
                reason: "1"
              parameters:
                userName: deploy-bot
                region: us-east-1
              secretsMapping:
                accessKeyId: DEPLOY_ID
                secretAccessKey: DEPLOY_SECRET
          bot:
            type: {Programs.ComponentType}
            properties:
              userName: ci-bot
              projectId: {server.ProjectId}
              connectionId: {server.ConnectionId}
              environment: dev
              secretPath: /
              rotationInterval: 30
        """;
}
