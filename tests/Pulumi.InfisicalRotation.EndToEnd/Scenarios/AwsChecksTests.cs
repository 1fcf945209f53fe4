using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>With the block <c>aws</c>, no key is lost without permission. Each test counts the keys that are left.</summary>
[Trait("Needs", "pulumi")]
public sealed class AwsChecksTests
{
    [Fact]
    public async Task A_Create_That_Would_Delete_A_Foreign_Key_Is_Refused_Until_It_Is_Allowed()
    {
        await using var server = await Server.StartAsync();
        var (older, younger) = (AddKey(server), AddKey(server));
        await using var stack = await CliStack.StartAsync(server, Programs.WithAws(server, Programs.Rotation(server)));

        foreach (var refused in new[] { await stack.PreviewAsync(), await stack.UpAsync() })
        {
            refused.Ended(1).Says(older.AccessKeyId).Says("allowDeletingOldestKey: true");
        }

        Assert.Equal((0, 2, 0), server.Counts());
        Assert.Equal(0, server.Asked("POST"));

        stack.Write(Programs.WithAws(server, Programs.Rotation(server).With("description: as it was", "description: as it was\n      allowDeletingOldestKey: true")));
        (await stack.PreviewAsync()).Succeeded().Says(older.AccessKeyId).Says("allowDeletingOldestKey allows it");
        (await stack.UpAsync()).Succeeded();
        Assert.Contains(younger.AccessKeyId, server.Emulator.World.Keys.Select(key => key.AccessKeyId));
        Assert.Equal((1, 2, 2), server.Counts());
    }

    [Fact]
    public async Task A_Trigger_That_Would_Delete_The_Active_Key_Is_Refused_And_One_That_Deletes_The_Retired_Key_Is_Not()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.WithAws(server, Triggered(server, 1)));
        (await stack.UpAsync()).Succeeded();
        server.Emulator.Clock.Advance(TimeSpan.FromHours(1));
        stack.Write(Programs.WithAws(server, Triggered(server, 2)));
        (await stack.UpAsync()).Succeeded();
        server.Emulator.Clock.Advance(TimeSpan.FromHours(1));
        var (retired, active) = (server.Emulator.World.Keys[0].AccessKeyId, server.Emulator.World.Keys[1].AccessKeyId);

        stack.Write(Programs.WithAws(server, Triggered(server, 3)));
        (await stack.PreviewAsync()).Succeeded().Says($"retired access key {retired}");
        server.Emulator.World.DeleteKey("ci-bot", retired);
        server.Emulator.World.AddKey("ci-bot");
        server.Emulator.Clock.Advance(TimeSpan.FromHours(1));
        server.Emulator.Requests.Clear();
        foreach (var refused in new[] { await stack.PreviewAsync(), await stack.UpAsync() })
        {
            refused.Ended(1).Says($"the active key {active}").Says("allowDeletingOldestKey");
        }

        Assert.Equal(0, server.Asked("POST"));
        Assert.Contains(active, server.Emulator.World.Keys.Select(key => key.AccessKeyId));
    }

    [Fact]
    public async Task A_Missing_User_And_A_Missing_Action_Are_Known_In_The_Preview()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(
            server, Programs.WithAws(server, Programs.Rotation(server).With("userName: ci-bot", "userName: nobody")));
        (await stack.PreviewAsync()).Ended(1).Says("the IAM user \"nobody\" does not exist");

        server.Emulator.World.PutPolicy("infisical-rotator", "p", """{"Statement":{"Effect":"Allow","Action":"iam:ListAccessKeys","Resource":"*"}}""");
        stack.Write(Programs.WithAws(server, Programs.Rotation(server), "\n        rotatorArn: arn:aws:iam::123456789012:role/infisical-rotator"));
        (await stack.PreviewAsync()).Succeeded().Says("do not allow iam:CreateAccessKey, iam:DeleteAccessKey on arn:aws:iam::123456789012:user/ci-bot");
    }

    [Fact]
    public async Task Without_The_Block_No_Request_Goes_To_AWS_Whatever_The_Environment_Has()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        stack.Environment = stack.Environment
            .Add("AWS_ACCESS_KEY_ID", server.Emulator.Seed.AwsRootKey.AccessKeyId)
            .Add("AWS_SECRET_ACCESS_KEY", server.Emulator.Seed.AwsRootKey.SecretAccessKey)
            .Add("AWS_ENDPOINT_URL", server.Emulator.IamAddress.ToString());

        (await stack.PreviewAsync()).Succeeded();
        (await stack.UpAsync()).Succeeded();

        Assert.DoesNotContain(server.Emulator.Requests.All, request => request.Listener == EmulatorListener.Aws);
    }

    private static string Triggered(Server server, int number) =>
        Programs.Rotation(server).With("description: as it was", $"description: as it was\n      rotateTriggers: {{n: \"{number}\"}}");

    private static IamKey AddKey(Server server)
    {
        var key = server.Emulator.World.AddKey("ci-bot");
        server.Emulator.Clock.Advance(TimeSpan.FromHours(1));
        return key;
    }
}
