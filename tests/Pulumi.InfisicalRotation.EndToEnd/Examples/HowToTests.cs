using System.Text.Json;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Examples;

/// <summary>The programs of docs/how-to, with the change that each page describes.</summary>
[Trait("Needs", "pulumi")]
public sealed class HowToTests
{
    private static readonly string[] Usual = ["projectId", "connectionId"];

    [Fact]
    public async Task A_changed_reason_rotates_once()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await Up(server, "rotate-now");
        var before = (await stack.OutputsAsync()).GetProperty("credentialVersion").GetString();
        Assert.Equal((1, 1, 2), server.Counts());

        await Change(stack, "reason", "leaked");

        Assert.Equal((1, 2, 2), server.Counts());
        Assert.NotEqual(before, (await stack.OutputsAsync()).GetProperty("credentialVersion").GetString());
        await HasNothingLeftAfterDestroy(stack, server);
    }

    [Fact]
    public async Task A_paused_rotation_has_no_next_time_until_it_is_resumed()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await Up(server, "pause");

        await Change(stack, "isRotating", "false");
        Assert.Null(server.Rotation.NextRotationAt);
        Assert.Equal("paused", (await stack.OutputsAsync()).GetProperty("health").GetString());
        await Change(stack, "isRotating", "true");

        Assert.NotNull(server.Rotation.NextRotationAt);
        Assert.Equal((1, 1, 2), server.Counts());
        await HasNothingLeftAfterDestroy(stack, server);
    }

    [Fact]
    public async Task A_moved_rotation_keeps_its_id_and_its_credential()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await Up(server, "move");
        var (rotation, key) = (server.Rotation.Id, Assert.Single(server.Emulator.World.Keys).AccessKeyId);

        await Change(stack, "environment", "prod");

        Assert.Equal((rotation, "prod"), (server.Rotation.Id, server.Rotation.Environment));
        Assert.All(server.Emulator.World.Secrets, secret => Assert.Equal("prod", secret.Environment));
        Assert.Equal(key, Assert.Single(server.Emulator.World.Keys).AccessKeyId);
        await HasNothingLeftAfterDestroy(stack, server);
    }

    [Fact]
    public async Task Renamed_secrets_keep_their_values()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await Up(server, "rename-secrets");
        var values = server.Emulator.World.Secrets.Select(secret => secret.Value).Order().ToList();

        await Change(stack, "prefix", "DEPLOY");

        Assert.Equal(
            ["DEPLOY_ACCESS_KEY_ID", "DEPLOY_SECRET_ACCESS_KEY"],
            server.Emulator.World.Secrets.Select(secret => secret.Name).Order());
        Assert.Equal(values, server.Emulator.World.Secrets.Select(secret => secret.Value).Order());
        await HasNothingLeftAfterDestroy(stack, server);
    }

    [Fact]
    public async Task A_rotation_made_by_hand_is_taken_over_without_a_new_credential()
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

        await using var stack = await Up(server, "adopt");

        Assert.Equal(id, (await stack.OutputsAsync()).GetProperty("rotationId").GetString());
        Assert.Equal((1, 1, 2), server.Counts());
        await HasNothingLeftAfterDestroy(stack, server);
    }

    [Fact]
    public async Task An_interval_that_breaks_the_rules_fails_the_preview()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await YamlExample.StartAsync(server, Program("organization-rules"), Usual);
        await Set(stack, "interval", "60");

        (await stack.PreviewAsync()).Ended(1).Says("can reach an age of 120 days");
        server.HoldsNothing();
        await Change(stack, "interval", "45");

        Assert.Equal(90, (await stack.OutputsAsync()).GetProperty("maxKeyAgeDays").GetInt32());
        await HasNothingLeftAfterDestroy(stack, server);
    }

    [Fact]
    public async Task Many_rotations_are_spread_over_the_window()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await Up(server, "many-rotations");

        var times = server.Emulator.World.Rotations.Select(rotation => rotation.NextRotationAt!.Value).ToList();
        Assert.Equal(2, times.Select(time => (time.Hour, time.Minute)).Distinct().Count());
        Assert.All(times, time => Assert.InRange(time.Hour, 1, 4));
        await HasNothingLeftAfterDestroy(stack, server);
    }

    [Fact]
    public async Task The_least_privileges_are_documents_of_both_sides()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await YamlExample.StartAsync(server, Program("least-privilege"), Usual);
        (await stack.UpAsync()).Succeeded();

        var outputs = await stack.OutputsAsync();
        using var policy = JsonDocument.Parse(outputs.GetProperty("policyOfTheConnection").GetString()!);
        using var permissions = JsonDocument.Parse(outputs.GetProperty("permissionsOfTheIdentity").GetString()!);
        Assert.Contains(":iam::123456789012:user/ci-bot", policy.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("secret-rotation", permissions.RootElement.GetRawText(), StringComparison.Ordinal);
        await HasNothingLeftAfterDestroy(stack, server);
    }

    [Fact]
    public async Task New_credentials_of_a_connection_leave_its_rotations_alone()
    {
        await using var server = await Server.StartAsync();
        server.Emulator.World.Add(new SeedIamUser(YamlExample.Rotator, 1));
        server.Emulator.World.PutPolicy(
            YamlExample.Rotator,
            "rotate",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"}]}""");
        var next = server.Emulator.World.AddKey(YamlExample.Rotator);
        await using var stack = await YamlExample.StartAsync(
            server, Program("replace-connection"), ["projectId", "rotatorAccessKeyId", "rotatorSecretAccessKey"]);
        (await stack.UpAsync()).Succeeded();
        var (rotation, key) = (server.Rotation, Assert.Single(server.Emulator.World.KeysOf("ci-bot")).AccessKeyId);

        await Set(stack, "rotatorAccessKeyId", next.AccessKeyId);
        await Set(stack, "rotatorSecretAccessKey", next.SecretAccessKey, "--secret");
        (await stack.UpAsync()).Succeeded();

        Assert.Equal(next.AccessKeyId, server.Emulator.World.AppConnections.Find(rotation.ConnectionId)!["accessKeyId"]);
        Assert.Equal((rotation.Id, rotation.ConnectionId), (server.Rotation.Id, server.Rotation.ConnectionId));
        Assert.Equal(key, Assert.Single(server.Emulator.World.KeysOf("ci-bot")).AccessKeyId);
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();
        Assert.Equal((0, 2, 0), server.Counts());
    }

    private static string Program(string name) => $"examples/how-to/{name}/Pulumi.yaml";

    private static async Task<CliStack> Up(Server server, string name)
    {
        var stack = await YamlExample.StartAsync(server, Program(name), Usual);
        (await stack.UpAsync()).Succeeded();
        await stack.HasNothingToDoAsync();
        return stack;
    }

    private static async Task Change(CliStack stack, string name, string value)
    {
        await Set(stack, name, value);
        (await stack.UpAsync()).Succeeded();
        await stack.HasNothingToDoAsync();
    }

    private static async Task Set(CliStack stack, string name, string value, string secrecy = "--plaintext") =>
        (await stack.RunAsync("config", "set", secrecy, name, value, "--stack", StackTemplate.Stack)).Succeeded();

    private static async Task HasNothingLeftAfterDestroy(CliStack stack, Server server)
    {
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }
}
