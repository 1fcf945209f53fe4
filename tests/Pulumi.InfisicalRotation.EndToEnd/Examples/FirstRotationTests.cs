using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Examples;

/// <summary>The program of docs/how-to/first-rotation.md and what the page says about the keys of its user.</summary>
[Trait("Needs", "pulumi")]
public sealed class FirstRotationTests
{
    private const string User = "ci-bot";

    private const string Program = "examples/how-to/first-rotation/Pulumi.yaml";

    [Fact]
    public async Task A_key_that_is_left_is_deleted_by_the_first_rotation()
    {
        await using var server = await Server.StartAsync();
        var old = server.Emulator.World.AddKey(User).AccessKeyId;
        await using var stack = await Start(server);

        (await stack.PreviewAsync()).Succeeded().Says(old).Says("The first rotation after the creation deletes it.");
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 2, 2), server.Counts());
        Assert.Contains(old, Keys(server));
        await RefusesToRotateNow(stack, server, old);

        await RotateOnSchedule(server);

        Assert.DoesNotContain(old, Keys(server));
        Assert.Equal(2, Keys(server).Count);
    }

    [Fact]
    public async Task A_user_whose_old_key_was_deleted_in_time_loses_no_key()
    {
        await using var server = await Server.StartAsync();
        var old = server.Emulator.World.AddKey(User).AccessKeyId;
        await using var stack = await Start(server);
        (await stack.UpAsync()).Succeeded();
        server.Emulator.World.DeleteKey(User, old);
        var first = Assert.Single(Keys(server));

        await RotateOnSchedule(server);

        Assert.Contains(first, Keys(server));
        Assert.Equal(2, Keys(server).Count);
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task A_user_with_two_keys_is_refused()
    {
        await using var server = await Server.StartAsync();
        var older = server.Emulator.World.AddKey(User).AccessKeyId;
        server.Emulator.World.AddKey(User);
        await using var stack = await Start(server);

        (await stack.PreviewAsync()).Ended(1).Says(older).Says("allowDeletingOldestKey: true");

        Assert.Equal((0, 2, 0), server.Counts());
    }

    [Fact]
    public async Task Without_the_checks_the_preview_says_what_may_happen_to_a_key()
    {
        await using var server = await Server.StartAsync();
        server.Emulator.World.AddKey(User);
        await using var stack = await YamlExample.StartAsync(server, Program, ["projectId", "connectionId"]);

        (await stack.PreviewAsync()).Succeeded()
            .Says("If it has one, the first rotation after the creation deletes that key");
    }

    private static IReadOnlyList<string> Keys(Server server) =>
        [.. server.Emulator.World.KeysOf(User).Select(key => key.AccessKeyId)];

    private static async Task<CliStack> Start(Server server)
    {
        var stack = await YamlExample.StartAsync(server, Program, ["projectId", "connectionId"]);
        await stack.SetAsync("aws.region", "eu-west-1");
        await stack.SetAsync("aws.endpoint", server.Emulator.IamAddress.ToString());
        await stack.SetAsync("aws.accessKeyId", server.Emulator.Seed.AwsRootKey.AccessKeyId);
        await stack.SetAsync("aws.secretAccessKey", server.Emulator.Seed.AwsRootKey.SecretAccessKey, isSecret: true);
        return stack;
    }

    private static async Task RefusesToRotateNow(CliStack stack, Server server, string old)
    {
        var file = Path.Combine(stack.Folder, "Pulumi.yaml");
        var program = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        stack.WriteAll(program.With("rotationInterval: 30", "rotationInterval: 30\n      rotateTriggers: { now: please }"));
        (await stack.UpAsync()).Ended(1).Says(old);
        stack.WriteAll(program);
        Assert.Contains(old, Keys(server));
    }

    private static async Task RotateOnSchedule(Server server)
    {
        server.Emulator.Clock.Advance(TimeSpan.FromDays(31));
        await server.Emulator.RunScheduler(TestContext.Current.CancellationToken);
    }
}
