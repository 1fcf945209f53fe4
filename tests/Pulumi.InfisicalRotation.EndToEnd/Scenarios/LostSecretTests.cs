using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>Mapped secrets that were removed in the database, or by a restored backup.</summary>
[Trait("Needs", "pulumi")]
public sealed class LostSecretTests
{
    private const string Gone = "secretsMapping.accessKeyId: the secret \"CI_BOT_ID\" no longer exists in dev:/";

    [Fact]
    public async Task An_Update_That_Needs_A_Missing_Secret_Is_Refused_And_The_Named_Way_Out_Works()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        server.Emulator.World.DeleteSecret("dev", "/", "CI_BOT_ID");
        server.Emulator.Clock.Advance(TimeSpan.FromHours(1));
        var triggered = Programs.Rotation(server).With("description: as it was", "rotateTriggers: {n: 1}");

        foreach (var changed in new[] { Programs.Rotation(server).With("CI_BOT_ID", "NEW_ID"), triggered })
        {
            stack.Write(changed);
            (await stack.PreviewAsync()).Ended(1).SaysOnce(Gone);
            (await stack.UpAsync()).Ended(1).SaysOnce(Gone);
        }

        Assert.Equal((0, 0), (server.Asked("PATCH"), server.Emulator.Requests.To("POST", "/api/v2/secret-rotations").Length - 1));
        Assert.Equal((1, 1, 1), server.Counts());

        server.Emulator.World.Add(new SeedSecret("dev", "/", "CI_BOT_ID", "any"));
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 2, 2), server.Counts());
        Assert.DoesNotContain(server.Emulator.World.Secrets, secret => secret.Value == "any");
        await stack.HasNothingToDoAsync();
    }

    [Fact]
    public async Task A_Restored_Backup_Is_Reported_With_What_Became_Of_The_Secrets()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        server.Emulator.World.AssignSecret("dev", "/", "CI_BOT_ID", rotationId: null);
        var backup = server.Emulator.World.Backup();
        server.Emulator.Clock.Advance(TimeSpan.FromDays(31));
        await server.Emulator.RunScheduler(TestContext.Current.CancellationToken);
        (await stack.UpAsync()).Succeeded();
        server.Emulator.Clock.Advance(TimeSpan.FromHours(1));
        server.Emulator.World.Restore(backup);

        (await stack.PreviewAsync("--expect-no-changes")).Succeeded()
            .SaysOnce("Infisical was probably restored from a backup").SaysOnce("\"CI_BOT_ID\" is an ordinary secret");
    }
}
