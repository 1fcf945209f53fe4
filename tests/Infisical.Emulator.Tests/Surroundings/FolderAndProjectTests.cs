using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Surroundings;

public sealed class FolderAndProjectTests
{
    [Theory]
    [InlineData("/api/v2/folders", "projectId")]
    [InlineData("/api/v1/folders", "workspaceId")]
    public async Task A_folder_is_made_listed_and_deleted(string route, string project)
    {
        await using var api = await Api.StartAsync();
        var body = new JsonObject { [project] = api.ProjectId, ["environment"] = "prod", ["name"] = "deep", ["path"] = "/" };
        var folder = (await api.Post(route, body)).Expect(200)["folder"]!;
        Assert.Equal("/deep", folder["path"]!.GetValue<string>());
        Assert.Single(await Children(api, "prod", "/"));
        Assert.Equal("prod", (await api.Get($"{route}/{folder["id"]}")).Expect(200)["folder"]!["environment"]!["envSlug"]!.GetValue<string>());
        (await api.Delete($"{route}/deep", body)).Expect(200);
        Assert.Empty(await Children(api, "prod", "/"));
    }

    [Fact]
    public async Task A_missing_path_lists_nothing_and_a_missing_environment_is_404()
    {
        await using var api = await Api.StartAsync();
        Assert.Empty(await Children(api, "dev", "/nowhere"));
        (await api.Get($"/api/v2/folders?projectId={api.ProjectId}&environment=qa")).Refused(404, "NotFound", "Environment with slug 'qa' not found");
    }

    [Fact]
    public async Task Deleting_a_folder_takes_the_rotation_along_and_leaves_the_key()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        (await api.Delete("/api/v2/folders/services", new JsonObject { ["projectId"] = api.ProjectId, ["environment"] = "dev", ["path"] = "/" })).Expect(200);
        Assert.Equal((0, 0, 1), (api.Server.World.Rotations.Length, api.Server.World.Secrets.Length, api.Server.World.Keys.Length));
    }

    [Fact]
    public async Task Deleting_an_environment_takes_the_rotation_along()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        var environments = (await api.Get($"/api/v1/projects/{api.ProjectId}/environments")).Expect(200)["environments"]!.AsArray();
        (await api.Delete($"/api/v1/projects/{api.ProjectId}/environments/{environments[0]!["id"]}")).Expect(200);
        Assert.Empty(api.Server.World.Rotations);
    }

    [Fact]
    public async Task Deleting_a_project_leaves_the_rotation_and_the_connection_blocked()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        (await api.Delete($"/api/v1/projects/{api.ProjectId}")).Expect(200);
        (await api.Get($"/api/v1/projects/{api.ProjectId}")).Refused(404, "NotFound", $"Project with {api.ProjectId} not found");
        Assert.Single(api.Server.World.Rotations);
        Assert.Equal(400, (await api.Delete($"/api/v1/app-connections/aws/{api.Server.Seed.Connection.Id}")).Status);
    }

    [Fact]
    public async Task A_new_project_has_three_environments_and_takes_rotations()
    {
        await using var api = await Api.StartAsync();
        var project = (await api.Post("/api/v1/projects", new JsonObject { ["projectName"] = "New", ["slug"] = "new-project" })).Expect(200)["project"]!;
        Assert.Equal(["dev", "staging", "prod"], project["environments"]!.AsArray().Select(environment => environment!["slug"]!.GetValue<string>()));
        Assert.Equal(project["id"]!.GetValue<string>(), (await api.Get("/api/v1/projects/slug/new-project")).Expect(200)["id"]!.GetValue<string>());
        var body = api.AwsBody();
        body["projectId"] = project["id"]!.DeepClone();
        body["secretPath"] = "/";
        (await api.Post(Api.Aws, body)).Expect(200);
    }

    [Fact]
    public async Task An_environment_can_be_added()
    {
        await using var api = await Api.StartAsync();
        var made = (await api.Post($"/api/v1/projects/{api.ProjectId}/environments", new JsonObject { ["name"] = "QA", ["slug"] = "qa" })).Expect(200);
        Assert.Equal((api.ProjectId, "qa"), (made["projectId"]!.GetValue<string>(), made["environment"]!["slug"]!.GetValue<string>()));
        Assert.Empty(await Children(api, "qa", "/"));
    }

    [Fact]
    public async Task The_status_needs_no_token()
    {
        await using var api = await Api.StartAsync();
        api.Http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal("2026-08-01T10:15:00.000Z", (await api.Get("/api/status")).Expect(200)["date"]!.GetValue<string>());
    }

    private static async Task<JsonArray> Children(Api api, string environment, string path) =>
        (await api.Get($"/api/v2/folders?projectId={api.ProjectId}&environment={environment}&path={path}")).Expect(200)["folders"]!.AsArray();
}
