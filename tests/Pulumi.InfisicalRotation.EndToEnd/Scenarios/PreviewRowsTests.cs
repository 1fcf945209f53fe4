using System.Globalization;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>
/// What a preview shows, by the source of what it knows. Statements of other scenarios are named with their class.
/// <list type="table">
/// <listheader><term>known from</term><description>statement → test</description></listheader>
/// <item><term>inputs alone</term>
/// <description>validation errors together → <see cref="PreviewErrorTests"/>; two resources with the same name or
/// secret → <see cref="Inputs_Two_Resources_With_The_Same_Name_And_Secret"/></description></item>
/// <item><term>inputs and clock</term>
/// <description>next rotation and greatest age → <see cref="Clock_The_Next_Rotation_And_The_Greatest_Age"/>; rotates
/// today → <see cref="Clock_An_Update_On_The_Day_A_Rotation_Is_Due"/></description></item>
/// <item><term>Infisical</term>
/// <description>name, ordinary secret, folder, environment, connection, its app, plan → <see cref="PreviewErrorTests"/>;
/// secret of another rotation, rights to read rotations and to use the connection →
/// <see cref="Infisical_A_Secret_Of_Another_Rotation_And_Missing_Rights"/>; an update on the day a rotation is due →
/// <see cref="Clock_An_Update_On_The_Day_A_Rotation_Is_Due"/></description></item>
/// <item><term>last state</term>
/// <description>failed, overdue, paused, secret gone → <see cref="State_Failed_Overdue_Paused_And_A_Missing_Secret"/>;
/// its consequences for an update → <see cref="LostSecretTests"/></description></item>
/// <item><term>AWS</term>
/// <description>how many keys, and which one is deleted → <see cref="Aws_The_Keys_Of_The_User"/>; missing user, key in
/// danger, missing action → <see cref="AwsChecksTests"/></description></item>
/// </list>
/// </summary>
[Trait("Needs", "pulumi")]
public sealed class PreviewRowsTests
{
    private const string Refusal = "User is not authorized to perform: iam:CreateAccessKey";

    [Fact]
    public async Task Inputs_Two_Resources_With_The_Same_Name_And_Secret()
    {
        await using var server = await Server.StartAsync();
        var same = Programs.Rotation(server).With("userName: ci-bot", "userName: deploy-bot");
        await using var stack = await CliStack.StartAsync(
            server, Programs.Rotation(server).And("more", same.With("CI_BOT_SECRET", "OTHER_SECRET")));

        (await stack.PreviewAsync()).Ended(1)
            .Says("is \"keys\", which urn:pulumi:dev::play::").Says("of this stack already uses in the same folder; choose another name.")
            .Says("names the secret \"CI_BOT_ID\" that urn:pulumi:dev::play::");
        Assert.Equal(0, server.Asked("POST"));
    }

    [Fact]
    public async Task Clock_The_Next_Rotation_And_The_Greatest_Age()
    {
        await using var server = await StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));

        (await stack.PreviewAsync()).Succeeded().Says("2026-09-01 03:30 UTC").Says("A credential is at most 60 days old.");
        (await stack.UpAsync()).Succeeded();
        stack.Write(Programs.Rotation(server).With("rotationInterval: 30", "rotationInterval: 7"));
        (await stack.PreviewAsync()).Succeeded()
            .Says("Next rotation after this change: 2026-08-09 03:30 UTC. A credential is at most 14 days old.");
        stack.Write(Programs.Rotation(server).With("isAutoRotationEnabled: true", "isAutoRotationEnabled: false"));
        (await stack.PreviewAsync()).Succeeded().Says("Automatic rotation will be off");
    }

    [Fact]
    public async Task Clock_An_Update_On_The_Day_A_Rotation_Is_Due()
    {
        await using var server = await StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        stack.Write(Programs.Rotation(server).With("description: as it was", "description: as it is"));

        server.Emulator.Clock.Set(At("2026-09-01T01:00:00Z"));
        (await stack.PreviewAsync()).Succeeded().Says("due today at 2026-09-01 03:30 UTC: this update makes Infisical queue it");
        server.Emulator.Clock.Set(At("2026-09-01T03:40:00Z"));
        (await stack.PreviewAsync()).Succeeded().Says("due since 2026-09-01 03:30 UTC: this update makes Infisical rotate immediately");
        stack.Write(Programs.Rotation(server).With("rotationInterval: 30", "rotationInterval: 10"));
        (await stack.PreviewAsync()).Succeeded().Says("this update makes Infisical rotate immediately");
        Assert.Equal((1, 1, 2), server.Counts());
    }

    [Fact]
    public async Task Infisical_A_Secret_Of_Another_Rotation_And_Missing_Rights()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        var other = Programs.Rotation(server).With("name: keys", "name: other").With("userName: ci-bot", "userName: deploy-bot");

        await using var second = await CliStack.StartAsync(server, other);
        (await second.PreviewAsync()).Ended(1).SaysOnce(
            $"the secret \"CI_BOT_ID\" in dev:/ belongs to the rotation \"keys\" (aws-iam-user-secret, id {server.Rotation.Id})");

        second.Write(other.With("CI_BOT_ID", "OTHER_ID").With("CI_BOT_SECRET", "OTHER_SECRET"));
        LogInWithOnly(server, second, new Grant("secrets", "*"));
        (await second.PreviewAsync()).Ended(1).SaysOnce("Grant it the permission read on secret-rotation.");
        LogInWithOnly(server, second, new Grant("secrets", "*"), new Grant("secret-rotation", "*"));
        (await second.PreviewAsync()).Ended(1).SaysOnce("or the identity lacks the connect permission.");
        Assert.Equal((1, 1, 2), server.Counts());
    }

    [Fact]
    public async Task State_Failed_Overdue_Paused_And_A_Missing_Secret()
    {
        await using var server = await StartAsync();
        server.Emulator.World.Add(new SeedIamUser("third-bot"));
        var overdue = Programs.Rotation(server).With("name: keys", "name: overdue").With("ci-bot", "deploy-bot").With("CI_BOT", "DEPLOY_BOT");
        var paused = Programs.Rotation(server).With("name: keys", "name: paused").With("ci-bot", "third-bot").With("CI_BOT", "THIRD_BOT");
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server)
            .With("rotationInterval: 30", "rotationInterval: 1").And("overdue", overdue).And("paused", paused));
        (await stack.UpAsync()).Succeeded();
        server.Emulator.Clock.Set(At("2026-08-04T00:00:00Z"));
        server.Emulator.Faults.OnIssue(ProviderFault.Refuses(Refusal) with { Times = 5 });
        await server.Emulator.RunScheduler(TestContext.Current.CancellationToken);
        await server.ChangeByHandAsync(Assert.Single(server.Emulator.World.Rotations, row => row.Name == "paused"), new { isAutoRotationEnabled = false });
        server.Emulator.World.DeleteSecret("dev", "/", "DEPLOY_BOT_ID");
        server.Emulator.Clock.Set(At("2026-09-10T00:00:00Z"));

        (await stack.PreviewAsync()).Succeeded()
            .SaysOnce("The last rotation of \"keys\" failed at 2026-08-04T00:00:00.000Z: ").Says(Refusal)
            .SaysOnce("The rotation \"overdue\" is overdue: it was scheduled for 2026-09-01T03:30:00.000Z")
            .SaysOnce("The rotation \"overdue\" does not have all its secrets in dev:/: \"DEPLOY_BOT_ID\" does not exist.")
            .Says("1 to update");
        (await stack.PreviewAsync("--diff")).Succeeded().Says("isAutoRotationEnabled: false => true");
    }

    [Fact]
    public async Task Aws_The_Keys_Of_The_User()
    {
        await using var server = await StartAsync();
        var foreign = server.Emulator.World.AddKey("ci-bot");
        server.Emulator.Clock.Advance(TimeSpan.FromDays(3));
        await using var stack = await CliStack.StartAsync(server, Programs.WithAws(server, Programs.Rotation(server)));

        (await stack.PreviewAsync()).Succeeded().Says(
            $"The IAM user \"ci-bot\" already has the access key {foreign.AccessKeyId} (created 2026-08-01 10:15 UTC, 3 days ago; never used). The first rotation after the creation deletes it.");
        server.Emulator.World.DeleteKey("ci-bot", foreign.AccessKeyId);
        (await stack.UpAsync()).Succeeded();
        stack.Write(Programs.WithAws(server, Programs.Rotation(server).With("description: as it was", "rotateTriggers: {n: 1}")));
        (await stack.PreviewAsync()).Succeeded().Says("The IAM user \"ci-bot\" has one access key; Infisical deletes none now.");
        Assert.Equal((1, 1, 2), server.Counts());
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

    private static async Task<Server> StartAsync()
    {
        var server = await Server.StartAsync();
        server.Emulator.Clock.Set(At("2026-08-01T10:15:00Z"));
        return server;
    }

    private static void LogInWithOnly(Server server, CliStack stack, params Grant[] grants)
    {
        var identity = new Identity($"with-{grants.Length}") { Grants = [.. grants] };
        server.Emulator.World.Add(identity);
        stack.Environment = stack.Environment.SetItems(server.EnvironmentFor(identity));
    }
}
