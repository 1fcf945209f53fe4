using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

/// <summary>The connection of a create request whose outcome is unknown.</summary>
public sealed class LostConnectionCreateTests
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
        var warning = Assert.Single(engine.Warnings);
        Assert.Contains("was lost, but it was created", warning, StringComparison.Ordinal);
        Assert.EndsWith($"with id {stored.Id}.", warning, StringComparison.Ordinal);
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_create_that_the_engine_repeats_is_sent_again_only_if_the_first_did_not_arrive(bool hasArrived)
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.Faults.On("POST", ConnectionHarness.Route, Fault.CutBeforeHandling);
        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(ConnectionHarness.Postgres()));
        if (hasArrived)
        {
            engine.Server.World.Add(Existing());
        }

        var stored = await engine.Create(ConnectionHarness.Postgres());

        Assert.Equal(engine.Server.World.AppConnections.Named("orders")!.Id, stored.Id);
        Assert.Equal(2, engine.Server.World.Connections);
        Assert.Equal(
            hasArrived ? 1 : 2,
            engine.Server.Requests.All.Count(request => request.Method == "POST" && IsConnection(request.Path)));
    }

    [Theory]
    [InlineData("504", 90)]
    [InlineData("cut", 20)]
    [InlineData("taken", 3)]
    public async Task A_create_that_may_still_happen_is_polled_for_this_long(string answer, int seconds)
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.Faults.On("POST", ConnectionHarness.Route, answer switch
        {
            "504" => Fault.Page(504),
            "cut" => Fault.CutBeforeHandling,
            _ => Fault.Error(400, "BadRequest", "An App Connection with the name \"orders\" already exists"),
        });
        engine.Time.After(TimeSpan.FromSeconds(seconds), () =>
        {
            engine.Server.World.Add(Existing());
            return Task.CompletedTask;
        });

        var stored = await engine.Create(ConnectionHarness.Postgres());

        Assert.Equal(engine.Server.World.AppConnections.Named("orders")!.Id, stored.Id);
        Assert.Equal(2, engine.Server.World.Connections);
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

    [Theory]
    [InlineData("postgres", "orders-2")]
    [InlineData("mysql", "orders")]
    public async Task A_new_connection_of_another_name_or_app_is_not_taken_for_the_lost_one(string app, string name)
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.Faults.On("POST", ConnectionHarness.Route, Fault.CutBeforeHandling);
        engine.Time.After(TimeSpan.FromSeconds(1), () =>
        {
            engine.Server.World.Add(Existing() with { App = app, Name = name });
            return Task.CompletedTask;
        });

        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(ConnectionHarness.Postgres()));

        Assert.Empty(engine.Warnings);
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
            var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(ConnectionHarness.Postgres()));
            var existing = engine.Server.World.AppConnections.Named("orders")!;
            Assert.Contains(existing.Id, refusal.Message, StringComparison.Ordinal);
            Assert.NotEqual("canary-pa55word", existing["password"]);
        }
    }

    /// <summary>Another program makes the same connection between two tries; its secrets may be others.</summary>
    [Theory]
    [InlineData("Could not connect to the database")]
    [InlineData("An App Connection with the name \"orders\" already exists")]
    public async Task After_a_refusal_a_connection_of_somebody_else_is_not_taken_for_the_own_one(string text)
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.Faults.On("POST", ConnectionHarness.Route, Fault.Error(400, "BadRequest", text));
        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(ConnectionHarness.Postgres()));
        engine.Time.Advance(TimeSpan.FromMinutes(1));
        engine.Server.World.Add(Existing());

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(ConnectionHarness.Postgres()));

        Assert.Contains("\"orders\" already exists", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("by-somebody-else", engine.Server.World.AppConnections.Named("orders")!["password"]);
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

    private static bool IsConnection(string path) =>
        path.StartsWith("/api/v1/app-connections/", StringComparison.Ordinal);
}
