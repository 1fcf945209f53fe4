using System.Globalization;
using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Processes;

public sealed class ControlRoutesTests
{
    [Fact]
    public async Task Counts_the_world_and_is_not_recorded_as_a_request()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        api.Server.Requests.Clear();
        var world = (await api.Get("/_emulator/world")).Expect(200);
        Assert.Equal((1, 1, 2), (world["rotations"]!.GetValue<int>(), world["accessKeys"]!.GetValue<int>(), world["secrets"]!.GetValue<int>()));
        Assert.Equal("ci-key", world["details"]!["rotations"]![0]!["name"]!.GetValue<string>());
        Assert.Empty(api.Server.Requests.All);
    }

    [Fact]
    public async Task Moving_the_clock_does_what_came_due()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        await Send(api, "provider-faults", """{"text":"no such luck","times":5}""");
        var time = (await api.Post("/_emulator/clock", JsonNode.Parse("""{"days":31}"""))).Expect(200);
        Assert.Equal("2026-09-01T10:15:00.000Z", time["now"]!.GetValue<string>());
        var row = Assert.Single(api.Server.World.Rotations);
        Assert.True(row.HasFailed);
        Assert.EndsWith("no such luck", row.LastMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moving_the_clock_can_leave_the_scheduler_alone()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        (await api.Post("/_emulator/clock", JsonNode.Parse("""{"now":"2026-10-01T00:00:00Z","runScheduler":false}"""))).Expect(200);
        Assert.Single(api.Server.World.Keys);
        var done = (await api.Post("/_emulator/scheduler")).Expect(200)["rotations"]!.AsArray();
        Assert.True(Assert.Single(done)!["succeeded"]!.GetValue<bool>());
        Assert.Equal(2, api.Server.World.Keys.Length);
    }

    [Fact]
    public async Task Plans_faults_of_calls()
    {
        await using var api = await Api.StartAsync();
        await Send(api, "faults", """{"kind":"status","method":"GET","path":"/api/status","status":503,"message":"down"}""");
        Assert.Equal(503, (await api.Get("/api/status")).Status);
        await Send(api, "faults", """{"kind":"too-many-requests","seconds":9}""");
        (await api.Delete("/_emulator/faults")).ExpectEmpty();
        Assert.Equal(200, (await api.Get("/api/status")).Status);
    }

    [Fact]
    public async Task Adds_to_the_world()
    {
        await using var api = await Api.StartAsync();
        await Send(api, "iam-users", """{"name":"new","keys":1}""");
        await Send(api, "folders", """{"environment":"prod","path":"/a/b"}""");
        await Send(api, "secrets", """{"environment":"prod","path":"/a/b","name":"X","value":"y"}""");
        (await api.Post("/_emulator/iam-keys", JsonNode.Parse("""{"userName":"new"}"""))).Expect(200);
        Assert.Equal(2, api.Server.World.KeysOf("new").Length);
        await SendAs(api, HttpMethod.Delete, "iam-keys", $$"""{"userName":"new","accessKeyId":"{{api.Server.World.KeysOf("new")[0].AccessKeyId}}"}""");
        Assert.Equal((1, 1), (api.Server.World.KeysOf("new").Length, api.Server.World.SecretsAt("prod", "/a/b").Length));
        Assert.Equal(3, (await api.Get("/_emulator/iam-users")).Expect(200)["users"]!.AsArray().Count);
        Assert.NotNull((await api.Post("/_emulator/connections", JsonNode.Parse("""{"app":"redis","name":"cache"}"""))).Expect(200)["id"]);
    }

    [Fact]
    public async Task Adds_an_access_key_with_a_past()
    {
        await using var api = await Api.StartAsync();
        api.Server.Clock.Set(Time("2026-08-31T12:00:00Z"));
        (await AddKey("""{"userName":"ci-bot"}""")).Expect(200);
        (await AddKey("""{"userName":"ci-bot","accessKeyId":"AKIAIOSFODNN7EXAMPLE","daysOld":30,"usedFor":"s3","usedDaysAgo":0.5}""")).Expect(200);

        var key = api.Server.World.KeysOf("ci-bot")[0];
        Assert.Equal("AKIAIOSFODNN7EXAMPLE", key.AccessKeyId);
        Assert.Equal(Time("2026-08-01T12:00:00Z"), key.CreatedAt);
        Assert.Equal(("s3", Time("2026-08-31T00:00:00Z")), (key.LastUsedService, key.LastUsedAt));
        Assert.Equal(400, (await AddKey("""{"userName":"deploy-bot","accessKeyId":"AKIAIOSFODNN7EXAMPLE"}""")).Status);
        Assert.Empty(api.Server.World.KeysOf("deploy-bot"));

        Task<Reply> AddKey(string body) => api.Post("/_emulator/iam-keys", JsonNode.Parse(body));
    }

    [Fact]
    public async Task Changes_the_database_past_every_route()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        await Send(api, "backup", "{}");
        await SendAs(api, HttpMethod.Put, "secrets", """{"environment":"dev","path":"/services","name":"CI_KEY_ID"}""");
        await SendAs(api, HttpMethod.Delete, "secrets", """{"environment":"dev","path":"/services","name":"CI_KEY_SECRET"}""");
        Assert.Null(Assert.Single(api.Server.World.Secrets).RotationId);
        Assert.Equal(400, (await api.SendAsync(HttpMethod.Delete, "/_emulator/secrets", JsonNode.Parse("""{"environment":"dev","path":"/","name":"X"}"""))).Status);
        await Send(api, "restore", "{}");
        Assert.Equal(2, api.Server.World.Secrets.Count(secret => secret.RotationId is not null));
    }

    [Fact]
    public async Task Moves_renames_and_deletes_IAM_users_as_far_as_AWS_lets_it()
    {
        await using var api = await Api.StartAsync();
        await Send(api, "iam-users", """{"name":"new","keys":1}""");
        await SendAs(api, HttpMethod.Patch, "iam-users", """{"name":"new","newName":"newer","path":"/ci/"}""");
        Assert.Equal("arn:aws:iam::123456789012:user/ci/newer", api.Server.World.ArnOf("newer"));
        await Send(api, "iam-attachments", """{"user":"newer","policyArn":"arn:aws:iam::aws:policy/A"}""");
        await Send(api, "iam-policies", """{"user":"newer","name":"p","document":"{\"Statement\":[]}"}""", 400);
        await Send(api, "iam-policies", """{"user":"newer","name":"p","document":"{\"Statement\":{\"Effect\":\"Allow\"}}"}""");
        Assert.Equal(["p"], api.Server.World.PoliciesOf("newer").Keys);

        foreach (var (path, body, what) in new[]
        {
            ("iam-keys", $$"""{"userName":"newer","accessKeyId":"{{Assert.Single(api.Server.World.KeysOf("newer")).AccessKeyId}}"}""", "access keys"),
            ("iam-policies", """{"user":"newer","name":"p"}""", "delete policies"),
            ("iam-attachments", """{"user":"newer","policyArn":"arn:aws:iam::aws:policy/A"}""", "detach all policies"),
        })
        {
            var refused = await api.SendAsync(HttpMethod.Delete, "/_emulator/iam-users", JsonNode.Parse("""{"name":"newer"}"""));
            Assert.Contains(what, refused.Message, StringComparison.Ordinal);
            await SendAs(api, HttpMethod.Delete, path, body);
            if (path != "iam-keys")
            {
                Assert.Equal(400, (await api.SendAsync(HttpMethod.Delete, $"/_emulator/{path}", JsonNode.Parse(body))).Status);
            }
        }

        await SendAs(api, HttpMethod.Delete, "iam-users", """{"name":"newer"}""");
        Assert.DoesNotContain("newer", api.Server.World.Users);
    }

    [Fact]
    public async Task Adds_an_identity_with_limited_rights()
    {
        await using var api = await Api.StartAsync();
        var made = (await api.Post("/_emulator/identities", JsonNode.Parse("""{"name":"few","grants":[{"subject":"secret-rotation","action":"read"}]}"""))).Expect(200);
        var login = (await api.Post("/api/v1/auth/universal-auth/login", made.DeepClone())).Expect(200);
        api.Http.DefaultRequestHeaders.Authorization = new("Bearer", login["accessToken"]!.GetValue<string>());
        (await api.Get($"{Api.Rotations}?projectId={api.ProjectId}")).Expect(200);
        Assert.Equal(403, (await api.Post(Api.Aws, api.AwsBody())).Status);
    }

    [Fact]
    public async Task Turns_switches_and_names_those_it_does_not_know()
    {
        await using var api = await Api.StartAsync();
        await Send(api, "switches", """{"planHasRotations":false}""");
        Assert.Equal(400, (await api.Get($"{Api.Rotations}?projectId={api.ProjectId}")).Status);
        var reply = await api.Post("/_emulator/switches", JsonNode.Parse("""{"noSuchSwitch":true}"""));
        Assert.Equal(400, reply.Status);
        Assert.Contains("planHasRotations", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_reads_lag_and_revokes_tokens()
    {
        await using var api = await Api.StartAsync();
        await Send(api, "read-lag", """{"frozen":true}""");
        var id = await api.CreateAsync();
        Assert.Equal(404, (await api.Get($"{Api.Aws}/{id}")).Status);
        await Send(api, "read-lag", """{"frozen":false}""");
        (await api.Get($"{Api.Aws}/{id}")).Expect(200);
        (await api.Post("/_emulator/tokens/revoke")).ExpectEmpty();
        Assert.Equal(401, (await api.Get($"{Api.Aws}/{id}")).Status);
    }

    [Fact]
    public async Task Tells_the_requests_without_their_tokens()
    {
        await using var api = await Api.StartAsync();
        await api.Get("/api/status?x=1");
        var text = (await api.Get("/_emulator/requests")).Expect(200).ToJsonString();
        Assert.Contains("/api/status", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bearer", text, StringComparison.Ordinal);
        (await api.Delete("/_emulator/requests")).ExpectEmpty();
        Assert.Empty(api.Server.Requests.All);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static async Task Send(Api api, string path, string body, int status) =>
        Assert.Equal(status, (await api.Post($"/_emulator/{path}", JsonNode.Parse(body))).Status);

    private static Task Send(Api api, string path, string body) => SendAs(api, HttpMethod.Post, path, body);

    private static async Task SendAs(Api api, HttpMethod method, string path, string body) =>
        (await api.SendAsync(method, $"/_emulator/{path}", JsonNode.Parse(body))).ExpectEmpty();
}
