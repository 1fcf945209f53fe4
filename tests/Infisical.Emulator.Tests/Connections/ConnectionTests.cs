using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Connections;

public sealed class ConnectionTests
{
    private const string Aws = "/api/v1/app-connections/aws";

    [Fact]
    public async Task A_connection_in_use_can_not_be_deleted()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        var url = $"{Aws}/{api.Server.Seed.Connection.Id}";
        (await api.Delete(url)).Refused(
            400, "BadRequest", "Cannot delete App Connection with existing connections. Remove all existing connections and try again.");
        (await api.Delete($"{Api.Aws}/{id}")).Expect(200);
        (await api.Delete(url)).Expect(200);
        Assert.Equal(0, api.Server.World.Connections);
    }

    [Fact]
    public async Task A_connection_is_created_with_tested_credentials_and_keeps_its_secret()
    {
        await using var api = await Api.StartAsync();
        var made = (await api.Post(Aws, Body(api))).Expect(200)["appConnection"]!;
        Assert.Equal("""{"accessKeyId":"AKIAEMULATORROOT0000"}""", made["credentials"]!.ToJsonString());
        Assert.DoesNotContain("s3cret", made.ToJsonString(), StringComparison.Ordinal);
        var wrong = Body(api);
        wrong["name"] = "wrong";
        wrong["credentials"]!["secretAccessKey"] = "wrong";
        Assert.StartsWith(
            "Unable to validate credentials: The request signature we calculated does not match",
            (await api.Post(Aws, wrong)).Expect(500)["message"]!.GetValue<string>(),
            StringComparison.Ordinal);
        Assert.Null(api.Server.World.AppConnections.Named("wrong"));
    }

    [Fact]
    public async Task Refuses_a_name_that_is_taken_in_the_same_scope()
    {
        await using var api = await Api.StartAsync();
        (await api.Post(Aws, Body(api))).Expect(200);
        (await api.Post(Aws, Body(api))).Refused(400, "BadRequest", "An App Connection with the name \"made\" already exists");
        var elsewhere = Body(api);
        elsewhere["projectId"] = api.ProjectId;
        (await api.Post(Aws, elsewhere)).Expect(200);
        (await api.Post(Aws, elsewhere)).Refused(400, "BadRequest", "An App Connection with the name \"made\" already exists");
        Assert.Equal(3, api.Server.World.Connections);
    }

    [Fact]
    public async Task Tells_every_write_of_credentials_by_another_hash()
    {
        await using var api = await Api.StartAsync();
        var made = (await api.Post(Aws, Body(api))).Expect(200)["appConnection"]!;
        var url = $"{Aws}/{made["id"]}";
        var renamed = (await api.Patch(url, new JsonObject { ["name"] = "renamed" })).Expect(200)["appConnection"]!;
        Assert.Equal(("renamed", made["credentialsHash"]!.GetValue<string>()), (renamed["name"]!.GetValue<string>(), renamed["credentialsHash"]!.GetValue<string>()));
        var written = (await api.Patch(url, new JsonObject { ["credentials"] = Body(api)["credentials"]!.DeepClone() })).Expect(200)["appConnection"]!;
        Assert.NotEqual(made["credentialsHash"]!.GetValue<string>(), written["credentialsHash"]!.GetValue<string>());
    }

    [Fact]
    public async Task Connections_are_available_with_the_right_to_connect_alone()
    {
        await using var api = await Api.StartAsync();
        var mine = new SeedConnection("aws", "mine") { ProjectId = api.ProjectId };
        api.Server.World.Add(mine);
        api.LogInWithOnly(new Grant("app-connections", "connect"));
        Assert.Equal(["aws-main"], await Names(api, $"{Aws}/available"));
        Assert.Equal(403, (await api.Get($"{Aws}/available?projectId={api.ProjectId}")).Status);
        Assert.Equal(403, (await api.Get(Aws)).Status);
        Assert.Equal(403, (await api.Get($"{Aws}/{api.Server.Seed.Connection.Id}")).Status);
        api.LogInWithOnly(new Grant("app-connections", "connect"), new Grant("app-connections", "connect-app-connections"));
        Assert.Equal(["aws-main", "mine"], await Names(api, $"{Aws}/available?projectId={api.ProjectId}"));
    }

    [Fact]
    public async Task Connections_are_listed_by_name_and_a_project_lists_its_own_only()
    {
        await using var api = await Api.StartAsync();
        api.Server.World.Add(new SeedConnection("aws", "a-mine") { ProjectId = api.ProjectId });
        api.Server.World.Add(new SeedConnection("redis", "cache"));
        Assert.Equal(["a-mine", "aws-main", "cache"], await Names(api, "/api/v1/app-connections"));
        Assert.Equal(["a-mine", "aws-main"], await Names(api, Aws));
        Assert.Equal(["a-mine"], await Names(api, $"{Aws}?projectId={api.ProjectId}"));
    }

    [Fact]
    public async Task A_missing_connection_and_one_of_another_app_are_reported()
    {
        await using var api = await Api.StartAsync();
        (await api.Get($"{Aws}/{Guid.Empty}")).Refused(404, "NotFound", $"Could not find App Connection with ID {Guid.Empty}");
        (await api.Get($"{Aws}/connection-name/x")).Refused(404, "NotFound", "Could not find App Connection with name x in organization scope.");
        var id = api.Server.Seed.Connection.Id;
        (await api.Get($"/api/v1/app-connections/redis/{id}")).Refused(400, "BadRequest", $"App Connection with ID {id} is not for App \"redis\"");
        (await api.Get($"{Aws}/connection-name/aws-main")).Expect(200);
        (await api.Get("/api/v1/app-connections/redis/connection-name/aws-main")).Refused(
            400, "BadRequest", "App Connection with name aws-main is not for App \"redis\"");
        Assert.Equal("connectionId", (await api.Get($"{Aws}/main")).Expect(422)["message"]![0]!["path"]![0]!.GetValue<string>());
        Assert.Equal("Not Found", (await api.Get("/api/v1/app-connections/no-such-app")).Error);
    }

    [Fact]
    public async Task An_earlier_server_has_no_routes_for_a_newer_app()
    {
        await using var api = await Api.StartAsync(options => options.MissingApps.Add("hpe-ilo"));
        var reply = await api.Post("/api/v1/app-connections/hpe-ilo", ConnectionApi.Body("hpe-ilo", "basic-auth"));
        Assert.Equal((404, "Not Found"), (reply.Status, reply.Error));
        var options = (await api.Get("/api/v1/app-connections/options")).Expect(200)["appConnectionOptions"]!.AsArray();
        Assert.DoesNotContain("hpe-ilo", options.Select(option => option!["app"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Only_one_of_two_creates_of_a_name_succeeds()
    {
        await using var api = await Api.StartAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => api.Post(Aws, Body(api))));
        Assert.Single(replies, reply => reply.Status == 200);
        Assert.Equal(2, api.Server.World.Connections);
    }

    private static JsonObject Body(Api api) => new()
    {
        ["name"] = "made",
        ["method"] = "access-key",
        ["credentials"] = new JsonObject
        {
            ["accessKeyId"] = api.Server.Seed.AwsRootKey.AccessKeyId,
            ["secretAccessKey"] = api.Server.Seed.AwsRootKey.SecretAccessKey,
        },
    };

    private static async Task<IEnumerable<string>> Names(Api api, string url) =>
        (await api.Get(url)).Expect(200)["appConnections"]!.AsArray().Select(connection => connection!["name"]!.GetValue<string>());
}
