using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Connections;

/// <summary>What goes wrong between server and caller goes wrong on the routes of connections, too.</summary>
public sealed class ConnectionFaultTests
{
    public static TheoryData<string, bool> Verbs => new()
    {
        { "POST", false }, { "POST", true }, { "PATCH", false }, { "PATCH", true }, { "DELETE", false }, { "DELETE", true },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_lost_answer_tells_nothing_of_what_was_done(string verb, bool isHandled)
    {
        await using var api = await Api.StartAsync();
        var made = verb == "POST" ? null : await api.CreateAsync("postgres", Body());
        api.Server.Faults.On(verb, ConnectionApi.Postgres, isHandled ? Fault.CutAfterHandling : Fault.CutBeforeHandling);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => SendAsync(api, verb, made));
        Assert.Equal(isHandled, IsDone(api, verb));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task An_error_500_comes_before_or_after_the_commit(string verb, bool isHandled)
    {
        await using var api = await Api.StartAsync();
        var made = verb == "POST" ? null : await api.CreateAsync("postgres", Body());
        api.Server.Faults.On(verb, ConnectionApi.Postgres, Fault.Error(500, "InternalServerError", "Something went wrong") with { AfterHandling = isHandled });
        Assert.Equal(500, (await SendAsync(api, verb, made)).Status);
        Assert.Equal(isHandled, IsDone(api, verb));
    }

    [Fact]
    public async Task Reads_can_be_behind()
    {
        await using var api = await Api.StartAsync();
        api.Server.ReadLag.Freeze();
        var made = await api.CreateAsync("postgres", Body());
        Assert.Equal(404, (await api.Get($"{ConnectionApi.Postgres}/{made["id"]}")).Status);
        Assert.Empty((await api.Get(ConnectionApi.Postgres)).Expect(200)["appConnections"]!.AsArray());
        await api.ChangeAsync("postgres", made, new JsonObject { ["name"] = "renamed" });
        api.Server.ReadLag.Release();
        Assert.Equal("renamed", (await api.Get($"{ConnectionApi.Postgres}/{made["id"]}")).Expect(200)["appConnection"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Writes_of_connections_count_as_writes()
    {
        await using var api = await Api.StartAsync(options => options.RateLimits = new RateLimits(Read: 60, Write: 2, Secrets: 60));
        var made = await api.CreateAsync("postgres", Body());
        Assert.Equal(422, (await api.Patch($"{ConnectionApi.Postgres}/{made["id"]}", new JsonObject { ["name"] = "No Slug" })).Status);
        Assert.Equal(429, (await api.Delete($"{ConnectionApi.Postgres}/{made["id"]}")).Status);
        (await api.Get($"{ConnectionApi.Postgres}/{made["id"]}")).Expect(200);
    }

    private static JsonObject Body() => ConnectionApi.Body("postgres", "username-and-password");

    private static Task<Reply> SendAsync(Api api, string verb, JsonObject? made) => verb switch
    {
        "POST" => api.Post(ConnectionApi.Postgres, Body()),
        "PATCH" => api.Patch($"{ConnectionApi.Postgres}/{made!["id"]}", new JsonObject { ["name"] = "renamed" }),
        _ => api.Delete($"{ConnectionApi.Postgres}/{made!["id"]}"),
    };

    private static bool IsDone(Api api, string verb) => verb switch
    {
        "POST" => api.Server.World.AppConnections.Named("postgres-made") is not null,
        "PATCH" => api.Server.World.AppConnections.Named("renamed") is not null,
        _ => api.Server.World.AppConnections.Named("postgres-made") is null,
    };
}
