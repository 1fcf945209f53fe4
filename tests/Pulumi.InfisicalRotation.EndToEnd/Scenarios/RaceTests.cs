using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>Two stacks, and a server that lags, at the same names at the same moment.</summary>
[Trait("Needs", "pulumi")]
public sealed class RaceTests
{
    [Fact]
    public async Task Two_Stacks_That_Create_One_Name_Leave_One_Rotation_And_One_Key()
    {
        await using var server = await Server.StartAsync();
        await using var one = await CliStack.StartAsync(server, Programs.Rotation(server));
        await using var two = await CliStack.StartAsync(server, Programs.Rotation(server));

        var runs = await Task.WhenAll(one.UpAsync(), two.UpAsync());

        Assert.Contains(runs, run => run.ExitCode == 0);
        Assert.All(runs.Where(run => run.ExitCode != 0), run => run.Says("already exists"));
        Assert.Equal((1, 1, 2), server.Counts());

        Assert.All(await Task.WhenAll(one.DestroyAsync(), two.DestroyAsync()), run => run.Succeeded());
        server.HoldsNothing();
    }

    [Fact]
    public async Task Two_Stacks_That_Take_One_Name_Do_Not_Both_Get_It()
    {
        await using var server = await Server.StartAsync();
        var (first, second) = (Programs.Rotation(server), Other(server));
        await using var one = await CliStack.StartAsync(server, first);
        await using var two = await CliStack.StartAsync(server, second);
        Assert.All(await Task.WhenAll(one.UpAsync(), two.UpAsync()), run => run.Succeeded());

        one.Write(first.With("name: keys", "name: same"));
        two.Write(second.With("name: others", "name: same"));
        var runs = await Task.WhenAll(one.UpAsync(), two.UpAsync());

        Assert.Single(runs, run => run.ExitCode == 0);
        Assert.Single(server.Emulator.World.Rotations, rotation => rotation.Name == "same");
        Assert.Equal((2, 2, 4), server.Counts());
        Assert.All(await Task.WhenAll(one.DestroyAsync(), two.DestroyAsync()), run => run.Succeeded());
        server.HoldsNothing();
    }

    [Fact]
    public async Task Two_Stacks_That_Move_To_One_Folder_With_One_Secret_Do_Not_Both_Get_There()
    {
        await using var server = await Server.StartAsync();
        var (first, second) = (Programs.Rotation(server), Other(server).With("environment: dev", "environment: staging")
            .With("OTHER_ID", "CI_BOT_ID").With("OTHER_SECRET", "CI_BOT_SECRET"));
        await using var one = await CliStack.StartAsync(server, first);
        await using var two = await CliStack.StartAsync(server, second);
        Assert.All(await Task.WhenAll(one.UpAsync(), two.UpAsync()), run => run.Succeeded());

        one.Write(first.With("environment: dev", "environment: prod"));
        two.Write(second.With("environment: staging", "environment: prod"));
        var runs = await Task.WhenAll(one.UpAsync(), two.UpAsync());

        Assert.Single(runs, run => run.ExitCode == 0);
        Assert.Equal(2, server.Emulator.World.SecretsAt("prod", "/").Length);
        Assert.Equal((2, 2, 4), server.Counts());
        Assert.All(await Task.WhenAll(one.DestroyAsync(), two.DestroyAsync()), run => run.Succeeded());
        server.HoldsNothing();
    }

    [Fact(Explicit = true)]
    public async Task Two_Triggers_At_Once_Rotate_At_Most_Twice_And_Leave_No_Orphan()
    {
        await using var server = await Server.StartAsync();
        var program = Programs.Rotation(server);
        await using var one = await CliStack.StartAsync(server, program);
        (await one.UpAsync()).Succeeded();
        await using var two = await CliStack.StartAsync(server, program.With("      name: keys", "      name: keys\n      adoptExisting: true"));
        (await two.UpAsync()).Succeeded();

        const string Trigger = "      rotationInterval: 30\n      rotateTriggers: { why: now }";
        one.Write(program.With("      rotationInterval: 30", Trigger));
        two.Write(program.With("      rotationInterval: 30", Trigger));
        var runs = await Task.WhenAll(one.UpAsync(), two.UpAsync());

        Assert.Contains(runs, run => run.ExitCode == 0);
        Assert.Equal((1, 2, 2), server.Counts());
        Assert.Empty(server.Emulator.World.OrphanedKeys);
        Assert.All(await Task.WhenAll(one.DestroyAsync(), two.DestroyAsync()), run => run.Succeeded());
        server.HoldsNothing();
    }

    /// <summary>A rotation of another user, which shares nothing with <see cref="Programs.Rotation"/> but the folder.</summary>
    private static string Other(Server server) => Programs.Rotation(server)
        .With("name: keys", "name: others")
        .With("userName: ci-bot", "userName: deploy-bot")
        .With("CI_BOT_ID", "OTHER_ID")
        .With("CI_BOT_SECRET", "OTHER_SECRET");
}
