namespace Infisical.Emulator.Tests.Aws;

public sealed class IamTests
{
    [Fact]
    public async Task Shares_its_keys_with_the_rotation()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        using var aws = Root(api);
        var listed = (await aws.Call("ListAccessKeys", ("UserName", "ci-bot"))).Expect(200);
        Assert.Equal(api.ValueOf("CI_KEY_ID"), listed.One("AccessKeyId"));
        Assert.Equal(("Active", "2026-08-01T10:15:00Z"), (listed.One("Status"), listed.One("CreateDate")));
        Assert.Equal("https://iam.amazonaws.com/doc/2010-05-08/", listed.Body.Root!.Name.NamespaceName);
        Assert.DoesNotContain("SecretAccessKey", listed.Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_two_keys_for_a_user_and_no_third()
    {
        await using var api = await Api.StartAsync();
        using var aws = Root(api);
        (await aws.Call("CreateAccessKey", ("UserName", "ci-bot"))).Expect(200);
        var second = (await aws.Call("CreateAccessKey", ("UserName", "ci-bot"))).Expect(200);
        Assert.Equal("LimitExceeded", (await aws.Call("CreateAccessKey", ("UserName", "ci-bot"))).Expect(409).One("Code"));
        (await aws.Call("DeleteAccessKey", ("UserName", "ci-bot"), ("AccessKeyId", second.One("AccessKeyId")))).Expect(200);
        var again = (await aws.Call("DeleteAccessKey", ("UserName", "ci-bot"), ("AccessKeyId", second.One("AccessKeyId")))).Expect(404);
        Assert.Equal("NoSuchEntity", again.One("Code"));
        Assert.Single(api.Server.World.Keys);
    }

    [Fact]
    public async Task Knows_its_users()
    {
        await using var api = await Api.StartAsync();
        using var aws = Root(api);
        (await aws.Call("CreateUser", ("UserName", "new"), ("Path", "/bots/"))).Expect(200);
        Assert.Equal("arn:aws:iam::123456789012:user/bots/new", (await aws.Call("GetUser", ("UserName", "new"))).Expect(200).One("Arn"));
        Assert.Equal(["ci-bot", "deploy-bot", "new"], (await aws.Call("ListUsers")).Expect(200).All("UserName"));
        Assert.Equal("EntityAlreadyExists", (await aws.Call("CreateUser", ("UserName", "new"))).Expect(409).One("Code"));
        (await aws.Call("CreateAccessKey", ("UserName", "new"))).Expect(200);
        Assert.Equal("DeleteConflict", (await aws.Call("DeleteUser", ("UserName", "new"))).Expect(409).One("Code"));
        (await aws.Call("DeleteUser", ("UserName", "deploy-bot"))).Expect(200);
        Assert.Equal("The user with name deploy-bot cannot be found.", (await aws.Call("GetUser", ("UserName", "deploy-bot"))).Expect(404).One("Message"));
    }

    [Fact]
    public async Task Tells_when_a_key_was_last_used()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        using var aws = Root(api);
        using var bot = Bot(api);
        var id = api.ValueOf("CI_KEY_ID")!;
        Assert.Empty((await aws.Call("GetAccessKeyLastUsed", ("AccessKeyId", id))).Expect(200).All("LastUsedDate"));
        Assert.EndsWith(":user/ci-bot", (await bot.Call("GetCallerIdentity")).Expect(200).One("Arn"), StringComparison.Ordinal);
        var used = (await aws.Call("GetAccessKeyLastUsed", ("AccessKeyId", id))).Expect(200);
        Assert.Equal(("2026-08-01T10:15:00Z", "sts", "us-east-1"), (used.One("LastUsedDate"), used.One("ServiceName"), used.One("Region")));
    }

    [Fact]
    public async Task Asks_a_users_own_policies()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        using var aws = Root(api);
        using var bot = Bot(api);
        var denied = (await bot.Call("ListAccessKeys")).Expect(403);
        Assert.Equal("AccessDenied", denied.One("Code"));
        Assert.Contains("is not authorized to perform: iam:ListAccessKeys on resource: arn:aws:iam::123456789012:user/ci-bot", denied.One("Message"), StringComparison.Ordinal);
        await Put(aws, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:List*","Resource":"arn:aws:iam::123456789012:user/ci-bot"}}""");
        (await bot.Call("ListAccessKeys")).Expect(200);
        (await bot.Call("ListUsers")).Expect(403);
    }

    [Fact]
    public async Task Simulates_and_shows_a_policy()
    {
        await using var api = await Api.StartAsync();
        using var aws = Root(api);
        const string policy = """{"Statement":[{"Effect":"Allow","Action":["iam:*"],"Resource":"*"},{"Effect":"Deny","Action":"iam:DeleteAccessKey","Resource":"*"}]}""";
        await Put(aws, policy);
        var simulated = (await aws.Call(
            "SimulatePrincipalPolicy",
            ("PolicySourceArn", "arn:aws:iam::123456789012:user/ci-bot"),
            ("ActionNames.member.1", "iam:CreateAccessKey"),
            ("ActionNames.member.2", "iam:DeleteAccessKey"),
            ("ActionNames.member.3", "s3:GetObject"),
            ("ResourceArns.member.1", "arn:aws:iam::123456789012:user/ci-bot"))).Expect(200);
        Assert.Equal(["allowed", "explicitDeny", "implicitDeny"], simulated.All("EvalDecision"));
        var shown = (await aws.Call("GetUserPolicy", ("UserName", "ci-bot"), ("PolicyName", "p"))).Expect(200);
        Assert.Equal(policy, Uri.UnescapeDataString(shown.One("PolicyDocument")));
        Assert.Equal("MalformedPolicyDocument", (await Put(aws, "nonsense")).Expect(400).One("Code"));
    }

    [Fact]
    public async Task Lends_a_role()
    {
        await using var api = await Api.StartAsync();
        using var aws = Root(api);
        (await aws.Call("PutRolePolicy", ("RoleName", "infisical-rotator"), ("PolicyName", "p"), ("PolicyDocument", """{"Statement":{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}}"""))).Expect(200);
        var lent = (await aws.Call("AssumeRole", ("RoleArn", "arn:aws:iam::123456789012:role/infisical-rotator"), ("RoleSessionName", "me"), ("DurationSeconds", "900"))).Expect(200);
        var key = new AwsKey(lent.One("AccessKeyId"), lent.One("SecretAccessKey"));
        using var role = new AwsApi(api.Server, key, lent.One("SessionToken"));
        using var withoutToken = new AwsApi(api.Server, key);
        (await role.Call("ListUsers")).Expect(200);
        Assert.Equal("arn:aws:sts::123456789012:assumed-role/infisical-rotator/me", (await role.Call("GetCallerIdentity")).Expect(200).One("Arn"));
        (await role.Call("CreateAccessKey", ("UserName", "ci-bot"))).Expect(403);
        Assert.Equal("InvalidClientTokenId", (await withoutToken.Call("ListUsers")).Expect(403).One("Code"));
        api.Server.Clock.Advance(TimeSpan.FromSeconds(900));
        Assert.Equal("ExpiredToken", (await role.Call("ListUsers")).Expect(403).One("Code"));
    }

    [Fact]
    public async Task Refuses_a_wrong_signature_an_unknown_key_and_an_unknown_action()
    {
        await using var api = await Api.StartAsync();
        using var wrong = new AwsApi(api.Server, api.Server.Seed.AwsRootKey with { SecretAccessKey = "wrong" });
        using var unknown = new AwsApi(api.Server, new AwsKey("AKIANOBODY", "x"));
        using var aws = Root(api);
        Assert.Equal("SignatureDoesNotMatch", (await wrong.Call("ListUsers")).Expect(403).One("Code"));
        Assert.Equal("InvalidClientTokenId", (await unknown.Call("ListUsers")).Expect(403).One("Code"));
        Assert.Equal("InvalidAction", (await aws.Call("TagUser")).Expect(400).One("Code"));
        Assert.Equal("https://sts.amazonaws.com/doc/2011-06-15/", (await wrong.Call("GetCallerIdentity")).Body.Root!.Name.NamespaceName);
    }

    [Fact]
    public async Task Records_and_spoils_calls_by_action()
    {
        await using var api = await Api.StartAsync();
        using var aws = Root(api);
        api.Server.Faults.OnAws("ListUsers", Fault.CutBeforeHandling);
        await Assert.ThrowsAsync<HttpRequestException>(() => aws.Call("ListUsers"));
        (await aws.Call("ListUsers")).Expect(200);
        Assert.Equal(2, api.Server.Requests.All.Count(request => request.Listener == EmulatorListener.Aws));
    }

    private static AwsApi Root(Api api) => new(api.Server, api.Server.Seed.AwsRootKey);

    private static AwsApi Bot(Api api) => new(api.Server, new AwsKey(api.ValueOf("CI_KEY_ID")!, api.ValueOf("CI_KEY_SECRET")!));

    private static Task<AwsReply> Put(AwsApi aws, string policy) =>
        aws.Call("PutUserPolicy", ("UserName", "ci-bot"), ("PolicyName", "p"), ("PolicyDocument", policy));
}
