using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class RotationTests
{
    [Fact]
    public async Task A_Preview_Creates_Nothing()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        Assert.Equal([new PlannedStep("create", Programs.RotationType, "keys")], await stack.PlanAsync());
        server.HoldsNothing();
    }

    [Fact]
    public async Task Up_Creates_It_With_The_Servers_Outputs()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 1, 2), server.Counts());
        var outputs = await stack.OutputsAsync();
        var told = await server.GetAsync(server.Rotation);
        Assert.Equal(server.Rotation.Id, outputs.GetProperty("rotationId").GetString());
        Assert.Equal(told.GetProperty("nextRotationAt").GetString(), outputs.GetProperty("nextRotationAt").GetString());
        Assert.Equal("healthy", outputs.GetProperty("health").GetString());
        Assert.Equal(60, outputs.GetProperty("maxKeyAgeDays").GetInt32());
    }

    [Fact]
    public async Task Nothing_Changes_Right_After_Up()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        server.Emulator.Requests.Clear();
        await stack.HasNothingToDoAsync();
        Assert.Equal(1, server.Asked("GET"));
    }

    [Fact]
    public async Task Destroy_Removes_Its_Keys_And_Secrets_And_Up_Creates_It_Again()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 1, 2), server.Counts());
    }

    [Fact]
    public async Task The_State_Holds_No_Credential()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        var state = await stack.ExportAsync();
        Assert.Equal(2, server.Emulator.World.Secrets.Length);
        Assert.All(server.Emulator.World.Secrets, secret => Assert.DoesNotContain(secret.Value, state, StringComparison.Ordinal));
        Assert.DoesNotContain(server.Emulator.Seed.Identity.ClientSecret, state, StringComparison.Ordinal);
    }
}
