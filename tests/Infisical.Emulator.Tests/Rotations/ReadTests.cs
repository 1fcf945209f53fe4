namespace Infisical.Emulator.Tests.Rotations;

public sealed class ReadTests
{
    [Fact]
    public async Task An_id_must_be_a_uuid()
    {
        await using var api = await Api.StartAsync();
        Assert.Equal(422, (await api.Get($"{Api.Aws}/not-an-id")).Status);
    }

    [Fact]
    public async Task A_list_needs_its_project()
    {
        await using var api = await Api.StartAsync();
        var empty = await api.Get($"{Api.Rotations}?projectId=");
        Assert.Equal((422, "Project ID required"), (empty.Status, empty.Body["message"]![0]!["message"]!.GetValue<string>()));
        Assert.Equal(422, (await api.Get(Api.Rotations)).Status);
    }

    [Fact]
    public async Task A_look_up_by_name_needs_all_three()
    {
        await using var api = await Api.StartAsync();
        var reply = await api.Get($"{Api.Aws}/rotation-name/x?projectId=%20&environment=&secretPath=");
        Assert.Equal(422, reply.Status);
        Assert.Equal(
            ["Project ID required", "Environment required", "Secret path required"],
            reply.Body["message"]!.AsArray().Select(issue => issue!["message"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_look_up_by_a_blank_name_is_told()
    {
        await using var api = await Api.StartAsync();
        var reply = await api.Get($"{Api.Aws}/rotation-name/%20?projectId={api.ProjectId}&environment=dev&secretPath=/");
        Assert.Equal("Rotation name required", reply.Expect(422)["message"]![0]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_look_up_by_name_tells_a_missing_folder_from_a_missing_rotation()
    {
        await using var api = await Api.StartAsync();
        var scope = $"projectId={api.ProjectId}&environment=dev&secretPath=";
        (await api.Get($"{Api.Aws}/rotation-name/x?{scope}/services")).Refused(404, "NotFound", "Could not find AWS IAM User Secret Rotation with name \"x\"");
        Assert.Equal(400, (await api.Get($"{Api.Aws}/rotation-name/x?{scope}/nowhere")).Status);
    }

    [Fact]
    public async Task A_list_leaves_out_what_may_not_be_read()
    {
        await using var api = await Api.StartAsync();
        api.Server.World.Add(new SeedFolder("dev", "/hidden"));
        await api.CreateAsync();
        var hidden = api.AwsBody("hidden-key");
        hidden["secretPath"] = "/hidden";
        await api.CreateAsync(hidden);
        api.LogInWithOnly(new Grant("secret-rotation", "read") { SecretPath = "/services" });
        var listed = (await api.Get($"{Api.Rotations}?projectId={api.ProjectId}")).Expect(200)["secretRotations"]!.AsArray();
        Assert.Equal("ci-key", Assert.Single(listed)!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_list_is_refused_only_without_any_right_to_read()
    {
        await using var api = await Api.StartAsync();
        api.LogInWithOnly(new Grant("secret-rotation", "create"));
        (await api.Get($"{Api.Rotations}?projectId={api.ProjectId}")).Refused(403, "PermissionDenied", "You are not allowed to read on secret-rotation");
    }

    [Fact]
    public async Task The_plan_has_words_of_its_own_for_a_look_up_by_name()
    {
        await using var api = await Api.StartAsync(options => options.PlanHasRotations = false);
        (await api.Get($"{Api.Rotations}?projectId={api.ProjectId}")).Refused(
            400, "BadRequest", "Failed to access secret rotations due to plan restriction. Upgrade plan to access secret rotations.");
        (await api.Get($"{Api.Aws}/rotation-name/x?projectId={api.ProjectId}&environment=dev&secretPath=/services")).Refused(
            400, "BadRequest", "Failed to access secret rotation due to plan restriction. Upgrade plan to access secret rotation.");
    }

    [Fact]
    public async Task An_unknown_type_is_an_unknown_route()
    {
        await using var api = await Api.StartAsync();
        var reply = await api.Get($"{Api.Rotations}/no-such-type/{Guid.NewGuid()}?x=1");
        Assert.Equal((404, "Not Found"), (reply.Status, reply.Error));
        Assert.EndsWith("?x=1 not found", reply.Message, StringComparison.Ordinal);
        Assert.True(reply.Body.AsObject().ContainsKey("documentationUrl"));
    }

    [Fact]
    public async Task An_earlier_server_says_less_of_an_unknown_route()
    {
        await using var api = await Api.StartAsync(options => options.PlainUnknownRoutes = true);
        Assert.Equal(["message", "error", "statusCode"], (await api.Get("/nowhere")).Body.AsObject().Select(item => item.Key));
    }

    [Fact]
    public async Task The_entity_tag_saves_the_body()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        var first = await api.Get($"{Api.Aws}/{id}");
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{Api.Aws}/{id}");
        again.Headers.TryAddWithoutValidation("If-None-Match", first.Headers["etag"]);
        Assert.Equal((304, ""), await StatusAndText(api, again));
    }

    [Fact]
    public async Task The_date_follows_the_clock()
    {
        await using var api = await Api.StartAsync();
        Assert.Equal("Sat, 01 Aug 2026 10:15:00 GMT", (await api.Get("/api/status")).Headers["date"]);
    }

    private static async Task<(int Status, string Text)> StatusAndText(Api api, HttpRequestMessage request)
    {
        var reply = await api.SendAsync(request);
        return (reply.Status, reply.Text);
    }
}
