using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Surroundings;

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
        (await api.Post(Aws, wrong)).Refused(500, "InternalServerError", "Unable to validate credentials: The security token included in the request is invalid.");
    }

    [Fact]
    public async Task Refuses_a_taken_name_wrong_fields_and_a_gateway()
    {
        await using var api = await Api.StartAsync();
        (await api.Post(Aws, Body(api))).Expect(200);
        (await api.Post(Aws, Body(api))).Refused(400, "BadRequest", "An App Connection with the name \"made\" already exists");
        var wrong = Body(api);
        wrong["method"] = "assume-role";
        (await api.Post(Aws, wrong)).Refused(400, "BadRequest", "Invalid credential format for AWS Connection with method assume-role");
        var gateway = Body(api);
        gateway["gatewayId"] = Guid.NewGuid().ToString();
        Assert.Equal("Not supported for AWS Connections", (await api.Post(Aws, gateway)).Expect(422)["message"]![0]!["message"]!.GetValue<string>());
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
        Assert.Equal("Not Found", (await api.Get("/api/v1/app-connections/no-such-app")).Error);
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
