using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Connections;

/// <summary>Credentials are tried before they are stored.</summary>
public sealed class ConnectionTrialTests
{
    [Fact]
    public async Task Keys_of_AWS_must_exist_and_be_active()
    {
        await using var api = await Api.StartAsync();
        var key = api.Server.World.AddKey("ci-bot");
        api.Server.World.SetKeyActive(key.AccessKeyId, isActive: false);
        (await api.Post(ConnectionApi.Aws, KeyBody(key))).Refused(
            500, "InternalServerError", "Unable to validate credentials: The security token included in the request is invalid.");
        api.Server.World.SetKeyActive(key.AccessKeyId, isActive: true);
        await api.CreateAsync("aws", KeyBody(key));
        api.Server.World.DeleteKey("ci-bot", key.AccessKeyId);
        Assert.Equal(500, (await api.Post(ConnectionApi.Aws, KeyBody(key).With("name", "other"))).Status);
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:role/no-such-role")]
    [InlineData("arn:aws:iam::210987654321:role/infisical-rotator")]
    [InlineData("no arn")]
    public async Task A_role_of_AWS_must_exist(string arn)
    {
        await using var api = await Api.StartAsync();
        (await api.Post(ConnectionApi.Aws, RoleBody(arn))).Refused(
            500,
            "InternalServerError",
            $"Unable to validate credentials: User: arn:aws:iam::999999999999:user/infisical is not authorized to perform: sts:AssumeRole on resource: {arn}");
        Assert.Equal(1, api.Server.World.Connections);
    }

    [Fact]
    public async Task Earlier_servers_give_no_reason()
    {
        await using var api = await Api.StartAsync(options => options.PlainAwsRefusals = true);
        (await api.Post(ConnectionApi.Aws, RoleBody("no arn"))).Refused(400, "BadRequest", "Unable to validate connection: verify credentials");
    }

    [Theory]
    [InlineData("https://sts.amazonaws.com", 200)]
    [InlineData("https://sts.eu-central-1.amazonaws.com", 200)]
    [InlineData("https://sts.cn-north-1.amazonaws.com.cn", 200)]
    [InlineData("https://sts.nowhere.amazonaws.com", 400)]
    [InlineData("http://sts.amazonaws.com", 422)]
    [InlineData("https://sts.example.com", 422)]
    public async Task The_endpoint_of_STS_is_one_of_a_region(string endpoint, int status)
    {
        await using var api = await Api.StartAsync();
        Assert.Equal(status, (await api.Post(ConnectionApi.Aws, ConnectionApi.Body("aws", "assume-role").With("credentials.stsEndpoint", endpoint))).Status);
    }

    [Fact]
    public async Task A_new_role_is_refused_for_some_attempts_and_a_seeded_one_is_not()
    {
        await using var api = await Api.StartAsync(options => options.AwsPropagationAttempts = 2);
        api.Server.World.AddRole("fresh");
        var body = RoleBody("arn:aws:iam::123456789012:role/fresh");
        Assert.Equal((500, 500, 200), ((await Post()).Status, (await Post()).Status, (await Post()).Status));
        await api.CreateAsync("aws", ConnectionApi.Body("aws", "assume-role"));

        Task<Reply> Post() => api.Post(ConnectionApi.Aws, body.With("name", "fresh").DeepClone());
    }

    [Fact]
    public async Task A_new_key_is_refused_for_some_time()
    {
        await using var api = await Api.StartAsync(options => options.AwsPropagationTime = TimeSpan.FromSeconds(10));
        var key = api.Server.World.AddKey("ci-bot");
        Assert.Equal(500, (await api.Post(ConnectionApi.Aws, KeyBody(key))).Status);
        api.Server.Clock.Advance(TimeSpan.FromSeconds(10));
        await api.CreateAsync("aws", KeyBody(key));
    }

    [Fact]
    public async Task A_test_makes_any_other_credentials_fail()
    {
        await using var api = await Api.StartAsync();
        api.Server.Faults.OnConnection(ConnectionFault.Refuses("connect ECONNREFUSED") with { App = "mysql", Times = ConnectionFault.Always });
        api.Server.Faults.OnConnection(ConnectionFault.Refuses("password authentication failed") with { Field = "password", Value = "wrong" });
        const string Refused = "Unable to validate connection: password authentication failed";
        (await api.Post(ConnectionApi.Postgres, Postgres().With("credentials.password", "wrong"))).Refused(400, "BadRequest", Refused);
        var made = await api.CreateAsync("postgres", Postgres().With("credentials.password", "wrong"));
        api.Server.Faults.OnConnection(ConnectionFault.Refuses("gone"));
        var credentials = new JsonObject { ["credentials"] = Postgres()["credentials"]!.DeepClone() };
        (await api.Patch($"{ConnectionApi.Postgres}/{made["id"]}", credentials)).Refused(400, "BadRequest", "Unable to validate connection: gone");
        Assert.Equal("wrong", api.StoredOf(made)["password"]);
        var mysql = ConnectionApi.Body("mysql", "username-and-password");
        Assert.All([await api.Post($"{ConnectionApi.Base}/mysql", mysql), await api.Post($"{ConnectionApi.Base}/mysql", mysql)], reply => Assert.Equal(400, reply.Status));
    }

    [Fact]
    public async Task Fireworks_is_refused_as_a_bad_token_is()
    {
        await using var api = await Api.StartAsync();
        api.Server.Faults.OnConnection(ConnectionFault.Unauthorized("invalid API key or account ID"));
        (await api.Post($"{ConnectionApi.Base}/fireworks", ConnectionApi.Body("fireworks", "api-key"))).Refused(
            401, "UnauthorizedError", "Unable to validate connection: invalid API key or account ID");
    }

    [Fact]
    public async Task A_change_without_credentials_is_not_tried()
    {
        await using var api = await Api.StartAsync();
        var made = await api.CreateAsync("postgres", Postgres());
        api.Server.Faults.OnConnection(ConnectionFault.Refuses("down"));
        await api.ChangeAsync("postgres", made, new JsonObject { ["name"] = "renamed" });
    }

    [Fact]
    public async Task The_trial_comes_before_the_name_and_the_database()
    {
        await using var api = await Api.StartAsync();
        api.Server.Faults.OnConnection(ConnectionFault.Refuses("down"));
        (await api.Post(ConnectionApi.Postgres, Postgres().With("name", "aws-main"))).Refused(400, "BadRequest", "Unable to validate connection: down");
        Assert.Equal(422, (await api.Post(ConnectionApi.Postgres, Postgres().With("description", new string('d', 256)))).Status);
        Assert.Equal(1, api.Server.World.Connections);
    }

    private static JsonObject Postgres() => ConnectionApi.Body("postgres", "username-and-password");

    private static JsonObject RoleBody(string arn) => ConnectionApi.Body("aws", "assume-role").With("credentials.roleArn", arn);

    private static JsonObject KeyBody(IamKey key) => ConnectionApi.Body("aws", "access-key")
        .With("credentials.accessKeyId", key.AccessKeyId)
        .With("credentials.secretAccessKey", key.SecretAccessKey);
}
