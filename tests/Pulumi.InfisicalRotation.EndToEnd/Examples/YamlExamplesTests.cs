using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Examples;

[Trait("Needs", "pulumi")]
public sealed class YamlExamplesTests
{
    [Fact]
    public async Task The_smallest_stack_comes_up_settles_and_leaves_nothing()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await YamlExample.StartAsync(server, "Pulumi.yaml", ["projectId", "connectionId"]);

        (await stack.UpAsync()).Succeeded();
        var outputs = await stack.OutputsAsync();
        Assert.Equal(server.Rotation.Id, outputs.GetProperty("rotationId").GetString());
        Assert.Equal(server.Rotation.NextRotationAt, outputs.GetProperty("nextRotationAt").GetDateTimeOffset());
        await stack.HasNothingToDoAsync();

        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task Two_providers_make_two_rotations_settle_and_leave_nothing()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await YamlExample.StartAsync(server, "examples/yaml/Pulumi.yaml", ["projectId", "connectionId", "host", "clientId", "clientSecret"]);

        (await stack.UpAsync()).Succeeded();
        var outputs = await stack.OutputsAsync();
        Assert.Equal(["dev", "prod"], server.Emulator.World.Rotations.Select(rotation => rotation.Environment).Order());
        Assert.Equal("healthy", outputs.GetProperty("deployerHealth").GetString());
        Assert.Equal(180, outputs.GetProperty("deployerMaxKeyAgeDays").GetInt32());
        await stack.HasNothingToDoAsync();

        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task A_new_user_with_connection_and_policy_comes_up_settles_and_leaves_nothing()
    {
        await using var server = await Server.StartAsync();
        server.Emulator.World.Add(new SeedIamUser(YamlExample.Rotator, 1));
        await using var stack = await YamlExample.StartAsync(
            server, "examples/new-user-yaml/Pulumi.yaml", ["projectId", "rotatorAccessKeyId", "rotatorSecretAccessKey"], withAws: true);

        (await stack.UpAsync()).Succeeded();
        var outputs = await stack.OutputsAsync();
        Assert.Equal("arn:aws:iam::123456789012:user/ci/report-bot", outputs.GetProperty("userArn").GetString());
        Assert.Equal(server.Rotation.ConnectionId, outputs.GetProperty("connectionId").GetString());
        await stack.HasNothingToDoAsync();

        (await stack.DestroyAsync()).Succeeded();
        Assert.Equal((0, 1, 0), server.Counts());
        Assert.DoesNotContain("report-bot", server.Emulator.World.Users);
    }
}
