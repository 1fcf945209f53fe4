namespace Infisical.Emulator.Tests.Aws;

/// <summary>What a test can make AWS do that its policies do not say.</summary>
public sealed class IamSwitchTests
{
    private const string Bot = "arn:aws:iam::123456789012:user/ci-bot";

    [Fact]
    public async Task Denies_chosen_actions_to_the_root_key_too_but_not_to_rotations()
    {
        await using var api = await Api.StartAsync(options => options.DeniedAwsActions = ["ListAccessKeys"]);
        using var aws = Root(api);
        var denied = (await aws.Call("ListAccessKeys", ("UserName", "ci-bot"))).Expect(403);
        Assert.Equal("AccessDenied", denied.One("Code"));
        (await aws.Call("GetUser", ("UserName", "ci-bot"))).Expect(200);
        await api.CreateAsync();
        Assert.Single(api.Server.World.Keys);
    }

    [Fact]
    public async Task Simulates_chosen_actions_as_denied()
    {
        await using var api = await Api.StartAsync(options => options.UnsimulatedAwsActions = ["iam:DeleteAccessKey"]);
        api.Server.World.PutPolicy("ci-bot", "p", """{"Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*"}}""");
        using var aws = Root(api);
        var simulated = (await Simulate(aws, "iam:CreateAccessKey", "iam:DeleteAccessKey")).Expect(200);
        Assert.Equal(["allowed", "implicitDeny"], simulated.All("EvalDecision"));
    }

    [Fact]
    public async Task Continues_a_list_from_its_marker()
    {
        await using var api = await Api.StartAsync(options => options.AwsPageSize = 1);
        api.Server.World.PutPolicy("ci-bot", "p", """{"Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*"}}""");
        using var aws = Root(api);
        api.Server.World.AddKey("ci-bot");
        var second = api.Server.World.AddKey("ci-bot");
        var first = (await aws.Call("ListAccessKeys", ("UserName", "ci-bot"))).Expect(200);
        Assert.Equal("true", first.One("IsTruncated"));
        var last = (await aws.Call("ListAccessKeys", ("UserName", "ci-bot"), ("Marker", first.One("Marker")))).Expect(200);
        Assert.Equal(("false", second.AccessKeyId), (last.One("IsTruncated"), last.One("AccessKeyId")));
        Assert.Empty(last.All("Marker"));
        Assert.Equal("iam:CreateAccessKey", (await Simulate(aws, "iam:CreateAccessKey", "iam:DeleteAccessKey")).One("EvalActionName"));
    }

    [Fact]
    public async Task Throttles_in_the_form_of_AWS()
    {
        await using var api = await Api.StartAsync();
        using var aws = Root(api);
        api.Server.Faults.OnAws("ListUsers", Fault.AwsThrottling);
        Assert.Equal("Throttling", (await aws.Call("ListUsers")).Expect(400).One("Code"));
        (await aws.Call("ListUsers")).Expect(200);
    }

    [Fact]
    public async Task Knows_a_user_with_a_path_and_a_connection_with_a_key_of_its_own()
    {
        await using var api = await Api.StartAsync();
        api.Server.World.Add(new SeedIamUser("rotator", Keys: 1) { Path = "/ops/" });
        var key = api.Server.World.KeysOf("rotator")[0];
        var connection = new SeedConnection("aws", "own") { AwsKey = new AwsKey(key.AccessKeyId, key.SecretAccessKey) };
        api.Server.World.Add(connection);
        using var aws = Root(api);
        Assert.Equal("arn:aws:iam::123456789012:user/ops/rotator", (await aws.Call("GetUser", ("UserName", "rotator"))).Expect(200).One("Arn"));
        var shown = (await api.Get($"/api/v1/app-connections/aws/{connection.Id}")).Body.ToJsonString();
        Assert.Contains(key.AccessKeyId, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(key.SecretAccessKey, shown, StringComparison.Ordinal);
    }

    private static AwsApi Root(Api api) => new(api.Server, api.Server.Seed.AwsRootKey);

    private static Task<AwsReply> Simulate(AwsApi aws, params string[] actions) => aws.Call(
        "SimulatePrincipalPolicy",
        [
            ("PolicySourceArn", Bot),
            ("ResourceArns.member.1", Bot),
            .. actions.Select((action, index) => ($"ActionNames.member.{index + 1}", action)),
        ]);
}
