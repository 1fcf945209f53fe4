namespace Infisical.Emulator.Tests.Rotations;

public sealed class CreateTests
{
    private const string Prefix = "Infisical encountered an issue while generating credentials with the configured inputs: ";

    [Fact]
    public async Task Stores_the_rotation_its_secrets_and_one_key()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        var key = Assert.Single(api.Server.World.KeysOf("ci-bot"));
        Assert.Equal((key.AccessKeyId, key.SecretAccessKey), (api.ValueOf("CI_KEY_ID"), api.ValueOf("CI_KEY_SECRET")));
        Assert.Single(api.Server.World.Rotations);
    }

    [Fact]
    public async Task Drops_unknown_keys_everywhere()
    {
        await using var api = await Api.StartAsync();
        var body = api.AwsBody();
        body["colour"] = "red";
        body["parameters"]!["colour"] = "red";
        body["secretsMapping"]!["colour"] = "RED";
        var rotation = (await api.Post(Api.Aws, body)).Rotation;
        Assert.Equal("""{"userName":"ci-bot"}""", rotation["parameters"]!.ToJsonString());
        Assert.Equal(2, rotation["secretsMapping"]!.AsObject().Count);
        Assert.False(rotation.AsObject().ContainsKey("colour"));
    }

    [Fact]
    public async Task Takes_a_number_written_as_text_and_a_slash_at_the_end_of_the_path()
    {
        await using var api = await Api.StartAsync();
        var body = api.AwsBody();
        body["rotationInterval"] = "45";
        body["secretPath"] = " /services/ ";
        var rotation = (await api.Post(Api.Aws, body)).Rotation;
        Assert.Equal((45, "/services"), (rotation["rotationInterval"]!.GetValue<int>(), rotation["folder"]!["path"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Answers_null_for_what_is_empty_and_never_leaves_a_key_out()
    {
        await using var api = await Api.StartAsync();
        var rotation = (await api.Post(Api.Aws, api.AwsBody())).Rotation.AsObject();
        Assert.Equal(25, rotation.Count);
        Assert.All(["description", "lastRotationJobId", "lastRotationMessage"], name => Assert.Null(rotation[name]));
        Assert.All(["description", "lastRotationJobId", "lastRotationMessage"], name => Assert.True(rotation.ContainsKey(name)));
    }

    [Fact]
    public async Task A_plan_without_rotations_refuses_before_anything_else()
    {
        await using var api = await Api.StartAsync(options => options.PlanHasRotations = false);
        var body = api.AwsBody();
        body["projectId"] = "nowhere";
        (await api.Post(Api.Aws, body)).Refused(
            400, "BadRequest", "Failed to create secret rotation due to plan restriction. Upgrade plan to create secret rotations.");
    }

    [Fact]
    public async Task A_missing_project_comes_before_the_right_to_create()
    {
        await using var api = await Api.StartAsync();
        api.LogInWithOnly();
        var body = api.AwsBody();
        body["projectId"] = "nowhere";
        (await api.Post(Api.Aws, body)).Refused(404, "NotFound", "Project with nowhere not found");
    }

    [Fact]
    public async Task A_caller_outside_the_project_is_told_so()
    {
        await using var api = await Api.StartAsync();
        api.LogInAs(new Identity("stranger") { Projects = [] });
        var reply = await api.Post(Api.Aws, api.AwsBody());
        Assert.Equal((403, "ProjectMembershipNotFound"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task An_old_project_knows_no_rotations()
    {
        await using var api = await Api.StartAsync();
        var old = new SeedProject("old") { Version = 2 };
        api.Server.World.Add(old);
        var body = api.AwsBody();
        body["projectId"] = old.Id;
        var reply = await api.Post(Api.Aws, body);
        Assert.Equal(400, reply.Status);
        Assert.StartsWith("Project version does not support Secret Rotation V2.", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_right_to_create_comes_before_the_folder()
    {
        await using var api = await Api.StartAsync();
        api.LogInWithOnly(new Grant("secret-rotation", "read"));
        var body = api.AwsBody();
        body["secretPath"] = "/nowhere";
        var reply = await api.Post(Api.Aws, body);
        reply.Refused(403, "PermissionDenied", "You are not allowed to create on secret-rotation");
        Assert.Equal("/nowhere", reply.Body["details"]![0]!["conditions"]!["secretPath"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_folder_comes_before_the_connection()
    {
        await using var api = await Api.StartAsync();
        var body = api.AwsBody();
        body["secretPath"] = "/nowhere";
        body["connectionId"] = Guid.Empty.ToString();
        (await api.Post(Api.Aws, body)).Refused(
            400, "BadRequest", $"Could not find folder with path \"/nowhere\" in environment \"dev\" for project with ID \"{api.ProjectId}\"");
    }

    [Fact]
    public async Task The_connection_comes_before_the_name()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        var body = api.AwsBody();
        body["connectionId"] = Guid.Empty.ToString();
        (await api.Post(Api.Aws, body)).Refused(404, "NotFound", $"Could not find App Connection with ID {Guid.Empty}");
    }

    [Fact]
    public async Task The_right_to_connect_is_needed()
    {
        await using var api = await Api.StartAsync();
        api.LogInWithOnly(new Grant("secret-rotation", "create"));
        (await api.Post(Api.Aws, api.AwsBody())).Refused(403, "PermissionDenied", "You are not allowed to connect on app-connections");
    }

    [Fact]
    public async Task A_connection_of_another_app_is_refused()
    {
        await using var api = await Api.StartAsync();
        var redis = new SeedConnection("redis", "cache");
        api.Server.World.Add(redis);
        var body = api.AwsBody();
        body["connectionId"] = redis.Id;
        (await api.Post(Api.Aws, body)).Refused(400, "BadRequest", $"Redis Connection with ID {redis.Id} cannot be used to connect to AWS");
    }

    [Fact]
    public async Task A_connection_of_another_project_is_refused()
    {
        await using var api = await Api.StartAsync();
        var other = new SeedProject("other");
        var theirs = new SeedConnection("aws", "theirs") { ProjectId = other.Id };
        api.Server.World.Add(other);
        api.Server.World.Add(theirs);
        var body = api.AwsBody();
        body["connectionId"] = theirs.Id;
        (await api.Post(Api.Aws, body)).Refused(
            400, "BadRequest", $"You cannot connect project App Connection with ID \"{theirs.Id}\" from project with ID \"{other.Id}\" to project with ID \"{api.ProjectId}\"");
    }

    [Fact]
    public async Task A_taken_name_is_400_and_comes_before_the_mapping()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        (await api.Post(Api.Aws, api.AwsBody(keyName: "SAME", secretName: "SAME"))).Refused(
            400, "BadRequest", "A Secret Rotation with the name \"ci-key\" already exists at the secret path \"/services\"");
        Assert.Single(api.Server.World.Keys);
    }

    [Fact]
    public async Task Doubled_names_come_before_taken_ones()
    {
        await using var api = await Api.StartAsync();
        api.Server.World.Add(new SeedSecret("dev", "/services", "SAME", "mine"));
        (await api.Post(Api.Aws, api.AwsBody(keyName: "SAME", secretName: "SAME"))).Refused(
            400, "BadRequest", "Secrets mapping keys must be unique. \"SAME, SAME\" contains duplicate keys.");
    }

    [Fact]
    public async Task Taken_secrets_are_found_before_a_key_is_made()
    {
        await using var api = await Api.StartAsync();
        api.Server.World.Add(new SeedSecret("dev", "/services", "CI_KEY_SECRET", "mine"));
        (await api.Post(Api.Aws, api.AwsBody())).Refused(
            400, "BadRequest", "The following secrets already exist at the path \"/services\": CI_KEY_SECRET");
        Assert.Empty(api.Server.World.Keys);
        Assert.Equal("mine", api.ValueOf("CI_KEY_SECRET"));
    }

    [Fact]
    public async Task An_earlier_server_finds_taken_secrets_only_after_the_key_was_made()
    {
        await using var api = await Api.StartAsync(options => options.ChecksSecretsBeforeIssuing = false);
        api.Server.World.Add(new SeedSecret("dev", "/services", "CI_KEY_SECRET", "mine"));
        var reply = await api.Post(Api.Aws, api.AwsBody());
        Assert.Equal(400, reply.Status);
        Assert.Single(api.Server.World.Keys);
        Assert.Empty(api.Server.World.Rotations);
    }

    [Fact]
    public async Task A_provider_that_refuses_leaves_nothing()
    {
        await using var api = await Api.StartAsync();
        api.Server.Faults.OnIssue(ProviderFault.Refuses("no such luck"));
        (await api.Post(Api.Aws, api.AwsBody())).Refused(400, "BadRequest", Prefix + "no such luck");
        Assert.Equal((0, 0, 0), (api.Server.World.Rotations.Length, api.Server.World.Keys.Length, api.Server.World.Secrets.Length));
    }

    [Fact]
    public async Task A_long_text_of_a_provider_is_cut()
    {
        await using var api = await Api.StartAsync();
        api.Server.Faults.OnIssue(ProviderFault.Refuses(new string('x', 2000)));
        var reply = await api.Post(Api.Aws, api.AwsBody());
        Assert.Equal(1024, reply.Message.Length);
        Assert.EndsWith("...", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_fails_leaves_the_key_behind()
    {
        await using var api = await Api.StartAsync();
        api.Server.Faults.OnIssue(ProviderFault.FailsInDatabase());
        (await api.Post(Api.Aws, api.AwsBody())).Refused(500, "InternalServerError", "Something went wrong");
        Assert.Single(api.Server.World.Keys);
        Assert.Empty(api.Server.World.Rotations);
    }

    [Fact]
    public async Task The_loser_of_two_creates_leaves_a_key_behind()
    {
        await using var api = await Api.StartAsync();
        var hold = new Hold();
        api.Server.Faults.OnIssue(ProviderFault.Waits(hold));
        var slow = api.Post(Api.Aws, api.AwsBody());
        await hold.Arrived;
        (await api.Post(Api.Aws, api.AwsBody())).Expect(200);
        hold.Release();
        (await slow).Refused(400, "BadRequest", "The following secrets already exist at the path \"/services\": CI_KEY_ID, CI_KEY_SECRET");
        Assert.Equal((1, 2), (api.Server.World.Rotations.Length, api.Server.World.Keys.Length));
    }

    [Theory]
    [InlineData(false, 422, "One or more field values exceed the maximum length allowed for this resource")]
    [InlineData(true, 500, "Something went wrong")]
    public async Task A_description_of_256_characters_costs_a_key(bool earlier, int status, string message)
    {
        await using var api = await Api.StartAsync(options => options.ColumnOverflowIsServerError = earlier);
        var body = api.AwsBody();
        body["description"] = new string('x', 256);
        var reply = await api.Post(Api.Aws, body);
        Assert.Equal((status, message), (reply.Status, reply.Message));
        Assert.Equal((0, 1), (api.Server.World.Rotations.Length, api.Server.World.Keys.Length));
    }

    [Fact]
    public async Task A_fraction_of_a_day_costs_a_key()
    {
        await using var api = await Api.StartAsync();
        var body = api.AwsBody();
        body["rotationInterval"] = 1.5;
        (await api.Post(Api.Aws, body)).Refused(500, "InternalServerError", "Something went wrong");
        Assert.Equal((0, 1), (api.Server.World.Rotations.Length, api.Server.World.Keys.Length));
    }

    [Fact]
    public async Task An_answer_that_was_lost_leaves_a_rotation_behind()
    {
        await using var api = await Api.StartAsync();
        api.Server.Faults.On("POST", Api.Rotations, Fault.CutAfterHandling);
        await Assert.ThrowsAsync<HttpRequestException>(() => api.Post(Api.Aws, api.AwsBody()));
        Assert.Equal((1, 1), (api.Server.World.Rotations.Length, api.Server.World.Keys.Length));
    }
}
