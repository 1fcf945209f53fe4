using Infisical.Emulator;
using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Aws.Iam;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Aws.Iam;

public sealed class IamClientTests
{
    private const string Bot = "arn:aws:iam::123456789012:user/ci-bot";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_has_its_path_in_its_ARN()
    {
        await using var server = await AwsClients.Server();
        server.World.Add(new SeedIamUser("deep") { Path = "/bots/ci/" });
        using var aws = AwsClients.Of(server);

        var user = await aws.Iam.GetUser("deep", Cancelled);

        Assert.Equal(new IamUser("deep", "arn:aws:iam::123456789012:user/bots/ci/deep"), user);
    }

    [Fact]
    public async Task Keys_come_oldest_first_from_all_pages()
    {
        await using var server = await AwsClients.Server(new EmulatorOptions { AwsPageSize = 1 });
        server.Clock.Set(new DateTimeOffset(2026, 8, 1, 10, 15, 0, TimeSpan.Zero));
        var older = server.World.AddKey("ci-bot");
        server.Clock.Advance(TimeSpan.FromDays(1));
        var younger = server.World.AddKey("ci-bot");
        using var aws = AwsClients.Of(server);

        var keys = await aws.Iam.ListAccessKeys("ci-bot", Cancelled);

        Assert.Equal(
            [
                new AccessKey(older.AccessKeyId, older.CreatedAt, IsActive: true),
                new AccessKey(younger.AccessKeyId, younger.CreatedAt, IsActive: true),
            ],
            keys);
    }

    [Fact]
    public async Task A_key_has_its_user_and_its_last_use()
    {
        await using var server = await AwsClients.Server();
        var key = server.World.AddKey("ci-bot");
        using var aws = AwsClients.Of(server);
        Assert.Equal(new KeyUse("ci-bot", null, "N/A"), await aws.Iam.GetAccessKeyLastUsed(key.AccessKeyId, Cancelled));
        using var bot = AwsClients.Of(
            server, root => root with { AccessKeyId = key.AccessKeyId, SecretAccessKey = key.SecretAccessKey });
        await bot.GetCallerIdentity(Cancelled);

        var use = await aws.Iam.GetAccessKeyLastUsed(key.AccessKeyId, Cancelled);

        Assert.Equal("sts", use.Service);
        Assert.NotNull(use.LastUsedAt);
    }

    [Fact]
    public async Task A_simulation_reports_every_action_from_all_pages()
    {
        await using var server = await AwsClients.Server(new EmulatorOptions { AwsPageSize = 1 });
        server.World.PutPolicy("deploy-bot", "p", RotatorPolicy.For(Bot));
        server.World.PutPolicy("deploy-bot", "q", """{"Statement":{"Effect":"Deny","Action":"iam:DeleteAccessKey","Resource":"*"}}""");
        using var aws = AwsClients.Of(server);

        var actions = await aws.Iam.SimulatePrincipalPolicy(
            "arn:aws:iam::123456789012:user/deploy-bot", RotatorPolicy.Actions, Bot, Cancelled);

        Assert.Equal(RotatorPolicy.Actions, actions.Select(action => action.Action));
        Assert.Equal([true, true, false], actions.Select(action => action.IsAllowed));
        Assert.Equal([false, false, true], actions.Select(action => action.IsDenied));
    }

    [Fact]
    public async Task An_action_that_depends_on_a_condition_is_not_denied_for_certain()
    {
        using var stub = new StubServer(_ => AwsClients.Result("SimulatePrincipalPolicy", """
            <EvaluationResults><member><EvalActionName>iam:ListAccessKeys</EvalActionName>
            <EvalDecision>implicitDeny</EvalDecision>
            <MissingContextValues><member>aws:SourceIp</member></MissingContextValues></member></EvaluationResults>
            """));
        using var aws = AwsClients.Of(stub);

        var action = Assert.Single(await aws.Iam.SimulatePrincipalPolicy("arn", ["iam:ListAccessKeys"], "arn", Cancelled));

        Assert.Equal((false, false), (action.IsAllowed, action.IsDenied));
        Assert.Equal("aws:SourceIp", Assert.Single(action.MissingContext));
    }

    [Fact]
    public async Task A_missing_user_and_a_missing_permission_have_their_own_kinds()
    {
        await using var server = await AwsClients.Server(new EmulatorOptions { DeniedAwsActions = ["ListAccessKeys"] });
        using var aws = AwsClients.Of(server);

        var missing = await Assert.ThrowsAsync<AwsException>(() => aws.Iam.GetUser("nobody", Cancelled));
        var denied = await Assert.ThrowsAsync<AwsException>(() => aws.Iam.ListAccessKeys("ci-bot", Cancelled));

        Assert.Equal((AwsErrorKind.NoSuchEntity, "GetUser"), (missing.Kind, missing.Action));
        Assert.Contains("The user with name nobody cannot be found.", missing.Message, StringComparison.Ordinal);
        Assert.Equal((AwsErrorKind.AccessDenied, "ListAccessKeys"), (denied.Kind, denied.Action));
    }

    [Fact]
    public async Task A_list_that_never_ends_is_given_up()
    {
        using var stub = new StubServer(_ => AwsClients.Result(
            "ListAccessKeys", "<AccessKeyMetadata/><IsTruncated>true</IsTruncated><Marker>m</Marker>"));
        using var aws = AwsClients.Of(stub);

        var fault = await Assert.ThrowsAsync<AwsException>(() => aws.Iam.ListAccessKeys("ci-bot", Cancelled));

        Assert.Equal(AwsErrorKind.Other, fault.Kind);
        Assert.Equal(100, stub.Requests.Count);
    }
}
