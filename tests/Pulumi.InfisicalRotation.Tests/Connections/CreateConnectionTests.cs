using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

public sealed class CreateConnectionTests
{
    public static TheoryData<string> LostAnswers => ["cut", "cut body", "garbage", "html", "500", "other id"];

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task A_connection_whose_answer_was_lost_is_recorded_once(string answer)
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.Faults.On("POST", ConnectionHarness.Route, Lost(answer));

        var stored = await engine.Create(ConnectionHarness.Postgres());

        Assert.Equal(engine.Server.World.AppConnections.Named("orders")!.Id, stored.Id);
        Assert.Equal(2, engine.Server.World.Connections);
        Assert.Contains("was lost, but it was created", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("502")]
    public async Task A_request_that_did_not_arrive_is_not_repeated(string answer)
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.Faults.On(
            "POST", ConnectionHarness.Route, answer == "cut" ? Fault.CutBeforeHandling : Fault.Page(502));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(ConnectionHarness.Postgres()));

        Assert.Contains("was not found in the organization", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, engine.Server.World.Connections);
        Assert.Single(engine.Server.Requests.All, request => request.Method == "POST" && IsConnection(request.Path));
    }

    [Fact]
    public async Task A_connection_of_another_program_is_not_taken_for_the_lost_one()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.Faults.On("POST", ConnectionHarness.Route, Fault.CutBeforeHandling);
        engine.Time.After(TimeSpan.FromSeconds(1), () =>
        {
            engine.Server.World.Add(new SeedConnection("postgres", "orders")
            {
                Credentials = new() { ["host"] = "other.example.com", ["port"] = 5432 },
            });
            return Task.CompletedTask;
        });

        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(ConnectionHarness.Postgres()));

        Assert.Equal("other.example.com", engine.Server.World.AppConnections.Named("orders")!["host"]);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_with_the_way_out()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.World.Add(new SeedConnection("postgres", "orders"));
        var existing = engine.Server.World.AppConnections.Named("orders")!.Id;

        var preview = await Assert.ThrowsAsync<RefusalException>(
            () => engine.PreviewCreate(ConnectionHarness.Postgres()));
        var update = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(ConnectionHarness.Postgres()));

        var way = $"pulumi import infisical-rotation:index:PostgresConnection NAME {existing}";
        Assert.Contains(way, preview.Message, StringComparison.Ordinal);
        Assert.Contains(way, update.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(engine.Server.Requests.All, one => one.Method == "POST" && IsConnection(one.Path));
    }

    [Fact]
    public async Task The_refusal_of_the_service_reaches_the_user_without_the_secret()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.Faults.OnConnection(ConnectionFault.Refuses(
            "password authentication failed for user \"infisical\" with canary-pa55word"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(ConnectionHarness.Postgres()));

        Assert.Contains(
            "password authentication failed for user \"infisical\"", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, engine.Server.World.Connections);
    }

    [Fact]
    public async Task A_401_of_the_service_is_not_taken_for_a_refused_token()
    {
        await using var engine = await ConnectionHarness.Start("fireworks");
        engine.Server.Faults.OnConnection(ConnectionFault.Unauthorized("invalid key"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Create(ConnectionFacts.Inputs("fireworks", "api-key")));

        Assert.Contains("invalid key", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("auth of the provider", refusal.Message, StringComparison.Ordinal);
        Assert.Single(engine.Server.Requests.All, one => one.Method == "POST" && IsConnection(one.Path));
        Assert.Single(engine.Server.Requests.All, one => one.Path.Contains("/login", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_access_key_that_is_new_is_tried_again()
    {
        await using var engine = await ConnectionHarness.Start(
            "aws", options: new EmulatorOptions { AwsPropagationAttempts = 2 });
        var key = NewKey(engine);

        var stored = await engine.Create(ConnectionHarness.Aws(key));

        Assert.Equal(key.SecretAccessKey, engine.Server.World.AppConnections.Find(stored.Id)!["secretAccessKey"]);
        Assert.Equal(2, engine.Log.Count(line => line.Contains("trying again", StringComparison.Ordinal)));
        Assert.Equal(TimeSpan.FromSeconds(15), engine.Time.Waited);
    }

    [Fact]
    public async Task An_access_key_that_stays_unknown_is_refused_after_half_a_minute()
    {
        await using var engine = await ConnectionHarness.Start(
            "aws", options: new EmulatorOptions { AwsPropagationAttempts = 50 });

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Create(ConnectionHarness.Aws(NewKey(engine))));

        Assert.Contains("security token", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(35), engine.Time.Waited);
        Assert.Null(engine.Server.World.AppConnections.Named("rotator"));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait_for_a_new_key()
    {
        await using var engine = await ConnectionHarness.Start(
            "aws", options: new EmulatorOptions { AwsPropagationAttempts = 50 });
        engine.Time.After(TimeSpan.FromSeconds(5), () =>
        {
            engine.Cancel();
            return Task.CompletedTask;
        });

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Create(ConnectionHarness.Aws(NewKey(engine))));

        Assert.Equal(RefusalKind.Cancelled, refusal.Kind);
        Assert.Null(engine.Server.World.AppConnections.Named("rotator"));
    }

    [Fact]
    public async Task A_connection_that_the_engine_cannot_save_is_deleted_again()
    {
        await using var engine = await ConnectionHarness.Start();
        var hold = new Hold();
        engine.Server.Faults.On("POST", ConnectionHarness.Route, Fault.AnswerWaits(hold));
        var creating = engine.Create(ConnectionHarness.Postgres());
        await hold.Arrived;
        engine.Cancel();
        engine.Abandon();
        hold.Release();

        await Assert.ThrowsAsync<RefusalException>(() => creating);

        Assert.Null(engine.Server.World.AppConnections.Named("orders"));
    }

    [Fact]
    public async Task A_create_that_the_engine_repeats_finds_its_own_connection()
    {
        await using var engine = await ConnectionHarness.Start();

        var first = await engine.Create(ConnectionHarness.Postgres());
        var second = await engine.Create(ConnectionHarness.Postgres());

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(2, engine.Server.World.Connections);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_exists_already_gets_the_secrets_of_the_program(bool isAbandoned)
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.Faults.On("POST", ConnectionHarness.Route, Fault.Error(
            400, "BadRequest", "An App Connection with the name \"orders\" already exists"));
        engine.Time.After(TimeSpan.FromSeconds(1), () =>
        {
            engine.Server.World.Add(Existing());
            if (isAbandoned)
            {
                engine.Cancel();
                engine.Abandon();
            }

            return Task.CompletedTask;
        });

        if (!isAbandoned)
        {
            await engine.Create(ConnectionHarness.Postgres());
            Assert.Equal("canary-pa55word", engine.Server.World.AppConnections.Named("orders")!["password"]);
        }
        else
        {
            await Assert.ThrowsAnyAsync<Exception>(() => engine.Create(ConnectionHarness.Postgres()));
            Assert.NotNull(engine.Server.World.AppConnections.Named("orders"));
        }
    }

    [Fact]
    public async Task A_managed_connection_that_the_engine_cannot_save_stays()
    {
        await using var engine = await ConnectionHarness.Start();
        var hold = new Hold();
        engine.Server.Faults.On("POST", ConnectionHarness.Route, Fault.AnswerWaits(hold));
        var creating = engine.Create(ConnectionHarness.Postgres().With("isPlatformManagedCredentials", true));
        await hold.Arrived;
        engine.Cancel();
        engine.Abandon();
        hold.Release();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => creating);

        var made = engine.Server.World.AppConnections.Named("orders")!;
        Assert.Contains(made.Id, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_another_app_is_taken_too()
    {
        await using var engine = await ConnectionHarness.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.PreviewCreate(ConnectionHarness.Postgres("aws-main")));

        Assert.Contains("already exists in the organization (aws", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pulumi import", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_token_is_renewed()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.Faults.On("POST", ConnectionHarness.Route, Fault.Error(
            401, "UnauthorizedError", "Failed to authorize revoked access token, access token is revoked"));

        var stored = await engine.Create(ConnectionHarness.Postgres());

        Assert.NotNull(engine.Server.World.AppConnections.Find(stored.Id));
        Assert.Equal(2, engine.Server.Requests.All.Count(
            one => one.Path.Contains("/login", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_a_server_ignores_is_a_warning()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.Options.LeftOutOfConnections.Add("gatewayId");
        engine.Server.Options.LeftOutOfConnections.Add("projectId");

        await engine.Create(ConnectionHarness.Postgres()
            .With("projectId", engine.Server.Seed.Project.Id)
            .With("gatewayId", "2f0c7a5e-3f1b-4a52-8f7d-9a1f6f1c0d44"));

        Assert.Contains("ignored projectId, gatewayId", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_that_sees_names_only_can_create()
    {
        var identity = new Identity("connector")
        {
            Grants = [new("app-connections", "create"), new("app-connections", "connect")],
        };
        await using var engine = await ConnectionHarness.Start();
        engine.Server.World.Add(identity);
        engine.NewRun(engine.Configuration(identity));

        var stored = await engine.Create(ConnectionHarness.Postgres());

        Assert.NotNull(engine.Server.World.AppConnections.Find(stored.Id));
    }

    [Fact]
    public async Task A_preview_creates_nothing_and_knows_the_inputs()
    {
        await using var engine = await ConnectionHarness.Start();

        var preview = await engine.PreviewCreate(
            ConnectionHarness.Postgres().WithCredential("password", PropertyValue.Unknown.Instance));

        Assert.Equal(1, engine.Server.World.Connections);
        Assert.Equal(new PropertyValue.Text("postgres"), preview.Outputs["app"]);
        Assert.Null(preview.Outputs.Get("connectionId"));
    }

    [Fact]
    public async Task A_preview_works_without_a_server()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.NewRun(engine.Configuration(host: "http://127.0.0.1:9"));

        await engine.PreviewCreate(ConnectionHarness.Postgres());

        Assert.Contains("could not be checked", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_earlier_servers_are_sent_too()
    {
        await using var engine = await ConnectionHarness.Start("supabase");

        await engine.Create(ConnectionFacts.Inputs("supabase", "access-token"));

        var body = engine.Server.Requests.All.Last(one => one.Method == "POST" && IsConnection(one.Path)).Body;
        Assert.Contains("\"apiKey\":", body, StringComparison.Ordinal);
        Assert.Contains("\"accessKey\":", body, StringComparison.Ordinal);
    }

    private static Fault Lost(string answer) => answer switch
    {
        "cut" => Fault.CutAfterHandling,
        "cut body" => Fault.CutOffBody,
        "garbage" => Fault.Garbage,
        "html" => Fault.HtmlPage,
        "500" => Fault.Error(500, "InternalServerError", "Something went wrong") with { AfterHandling = true },
        _ => Fault.Rewritten(body => body.Replace("\"id\":\"", "\"id\":\"not-", StringComparison.Ordinal)),
    };

    /// <summary>The same connection with another password.</summary>
    private static SeedConnection Existing() => new("postgres", "orders")
    {
        Credentials = new()
        {
            ["host"] = "db.example.com",
            ["port"] = 5432,
            ["database"] = "orders",
            ["username"] = "infisical",
            ["password"] = "by-somebody-else",
            ["sslEnabled"] = true,
            ["sslRejectUnauthorized"] = true,
        },
    };

    private static AwsKey NewKey(ProviderHarness engine)
    {
        var key = engine.Server.World.AddKey("deploy-bot");
        return new AwsKey(key.AccessKeyId, key.SecretAccessKey);
    }

    private static bool IsConnection(string path) =>
        path.StartsWith("/api/v1/app-connections/", StringComparison.Ordinal);
}
