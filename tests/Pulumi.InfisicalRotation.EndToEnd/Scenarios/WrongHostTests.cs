using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>A host that was changed by mistake loses no rotation.</summary>
[Trait("Needs", "pulumi")]
public sealed class WrongHostTests
{
    [Fact]
    public async Task A_Changed_Host_Is_A_Warning_And_A_Lone_Rotation_Stays()
    {
        await using var server = await Server.StartAsync();
        await using var other = await OtherServerAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        await SetHostAsync(stack, server);
        (await stack.UpAsync()).Succeeded();
        server.Emulator.Clock.Advance(TimeSpan.FromDays(1));
        other.Emulator.Clock.Advance(TimeSpan.FromDays(1));

        await SetHostAsync(stack, other);
        (await stack.PreviewAsync()).Succeeded().SaysOnce("host of the provider changes.");
        (await stack.UpAsync()).Succeeded();
        (await stack.PreviewAsync("--expect-no-changes")).Succeeded().SaysOnce("Whether it was deleted is unknown");
        (await stack.UpAsync()).Succeeded();
        (await stack.DestroyAsync()).Ended(1).SaysOnce("which stays in the state").Says("pulumi state delete 'urn:pulumi:");

        await SetHostAsync(stack, server);
        (await stack.UpAsync()).Succeeded();
        await stack.HasNothingToDoAsync();
        Assert.Equal((1, 1, 2), server.Counts());
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task A_Host_Of_The_Environment_That_Was_Changed_Loses_No_Rotation()
    {
        await using var server = await Server.StartAsync();
        await using var other = await OtherServerAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        var right = stack.Environment;
        stack.Environment = right.SetItems(other.EnvironmentFor());
        other.Emulator.Clock.Advance(TimeSpan.FromDays(1));

        (await stack.UpAsync()).Succeeded().SaysOnce("Whether it was deleted is unknown");

        stack.Environment = right;
        await stack.HasNothingToDoAsync();
        Assert.Equal((1, 1, 2), server.Counts());
    }

    private static Task SetHostAsync(CliStack stack, Server server) => stack.SetAsync("host", server.Emulator.Address.ToString());

    /// <summary>Accepts the same credentials, and has neither the rotation nor its project.</summary>
    private static Task<Server> OtherServerAsync() =>
        Server.StartAsync(new EmulatorOptions { Seed = Seed.Default() with { Projects = [new SeedProject("elsewhere")] } });
}
