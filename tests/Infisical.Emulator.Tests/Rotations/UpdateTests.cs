using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Rotations;

public sealed class UpdateTests
{
    [Fact]
    public async Task Drops_what_can_not_be_changed_without_a_word()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        var row = (await api.Patch($"{Api.Aws}/{id}", Body(
            $$"""{"connectionId":"{{Guid.NewGuid()}}","environment":"prod","secretPath":"/","projectId":"x","type":"x","rotationInterval":7}"""))).Rotation;
        Assert.Equal(
            (api.Server.Seed.Connection.Id, "dev", "/services", 7),
            (row["connectionId"]!.GetValue<string>(), row["environment"]!["slug"]!.GetValue<string>(), row["folder"]!["path"]!.GetValue<string>(), row["rotationInterval"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Null_clears_the_description()
    {
        await using var api = await Api.StartAsync();
        var body = api.AwsBody();
        body["description"] = "text";
        var id = await api.CreateAsync(body);
        Assert.Null((await api.Patch($"{Api.Aws}/{id}", Body("""{"description":null}"""))).Rotation["description"]);
    }

    [Fact]
    public async Task Needs_the_whole_of_parameters_and_mapping()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        var reply = await api.Patch($"{Api.Aws}/{id}", Body("""{"parameters":{"region":"eu-west-1"},"secretsMapping":{"accessKeyId":"A"}}"""));
        Assert.Equal(422, reply.Status);
        Assert.Equal(2, reply.Body["message"]!.AsArray().Count);
    }

    [Fact]
    public async Task Takes_a_number_written_as_text_and_leaves_alone_what_is_absent()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        Assert.Equal(45, (await api.Patch($"{Api.Aws}/{id}", Body("""{"rotationInterval":"45"}"""))).Rotation["rotationInterval"]!.GetValue<int>());
        Assert.Equal(45, (await api.Patch($"{Api.Aws}/{id}", Body("""{"name":"other"}"""))).Rotation["rotationInterval"]!.GetValue<int>());
    }

    [Fact]
    public async Task Renames_the_secrets_and_keeps_their_values()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        var value = api.ValueOf("CI_KEY_ID");
        (await Map(api, id, "NEW_ID", "CI_KEY_SECRET")).Expect(200);
        Assert.Equal(value, api.ValueOf("NEW_ID"));
        Assert.Equal((2, 1), (api.Server.World.Secrets.Length, api.Server.World.Keys.Length));
    }

    [Fact]
    public async Task New_names_must_be_free_and_differ()
    {
        await using var api = await Api.StartAsync();
        api.Server.World.Add(new SeedSecret("dev", "/services", "MINE", "mine"));
        var id = await api.CreateAsync();
        (await Map(api, id, "MINE", "CI_KEY_SECRET")).Refused(400, "BadRequest", "The following secrets already exist at the path \"/services\": MINE");
        (await Map(api, id, "TWICE", "TWICE")).Refused(400, "BadRequest", "Secrets mapping keys must be unique. \"TWICE, TWICE\" contains duplicate keys.");
    }

    [Theory]
    [InlineData("CI_KEY_SECRET", "CI_KEY_ID", "CI_KEY_ID", 500)]
    [InlineData("CI_KEY_SECRET", "CI_KEY_SECRET", "CI_KEY_SECRET", 200)]
    public async Task A_swap_or_a_doubling_leaves_two_secrets_of_one_name(string first, string second, string left, int rotated)
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        (await Map(api, id, first, second)).Expect(200);
        Assert.Equal([left, left], api.Server.World.SecretsAt("dev", "/services").Select(secret => secret.Name));

        // After a swap there is no secret of the other name any more: the next rotation fails. Doubled ones are written alike.
        Assert.Equal(rotated, (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Status);
        Assert.Equal(rotated == 200 ? 1 : 2, api.Server.World.SecretsAt("dev", "/services").Select(secret => secret.Value).Distinct().Count());
    }

    [Fact]
    public async Task A_database_with_unique_names_refuses_the_swap()
    {
        await using var api = await Api.StartAsync(options => options.SecretNamesAreUnique = true);
        var id = await api.CreateAsync();
        (await Map(api, id, "CI_KEY_SECRET", "CI_KEY_ID")).Refused(500, "bulk update secret", "Something went wrong");
    }

    [Fact]
    public async Task A_taken_name_rolls_the_renames_back()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync(api.AwsBody("first", "A", "B"));
        var id = await api.CreateAsync(api.AwsBody("second", "C", "D"));
        (await api.Patch($"{Api.Aws}/{id}", Body("""{"name":"first","secretsMapping":{"accessKeyId":"E","secretAccessKey":"D"}}"""))).Refused(
            400, "BadRequest", "A Secret Rotation with the name \"first\" already exists at the secret path \"/services\"");
        Assert.Equal(["A", "B", "C", "D"], api.Server.World.SecretsAt("dev", "/services").Select(secret => secret.Name));
    }

    [Fact]
    public async Task Parameters_count_from_the_next_rotation_on()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        (await api.Patch($"{Api.Aws}/{id}", Body("""{"parameters":{"userName":"deploy-bot"}}"""))).Expect(200);
        Assert.Equal((1, 0), (api.Server.World.KeysOf("ci-bot").Length, api.Server.World.KeysOf("deploy-bot").Length));
        (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Expect(200);
        Assert.Equal((1, 1), (api.Server.World.KeysOf("ci-bot").Length, api.Server.World.KeysOf("deploy-bot").Length));
    }

    [Fact]
    public async Task Another_user_makes_every_later_revocation_fail()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        (await api.Patch($"{Api.Aws}/{id}", Body("""{"parameters":{"userName":"deploy-bot"}}"""))).Expect(200);
        (await api.Delete($"{Api.Aws}/{id}?revokeGeneratedCredentials=true")).Refused(500, "InternalServerError", "Something went wrong");
        Assert.Single(api.Server.World.Rotations);
    }

    [Fact]
    public async Task Pausing_clears_the_next_time_and_resuming_counts_from_the_last_rotation()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        Assert.Null((await api.Patch($"{Api.Aws}/{id}", Body("""{"isAutoRotationEnabled":false}"""))).Rotation["nextRotationAt"]);
        api.Server.Clock.Advance(TimeSpan.FromDays(3));
        var row = (await api.Patch($"{Api.Aws}/{id}", Body("""{"isAutoRotationEnabled":true}"""))).Rotation;
        Assert.Equal("2026-09-01T00:00:00.000Z", row["nextRotationAt"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_interval_shorter_than_the_age_rotates_at_once_as_if_by_hand()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        api.Server.Clock.Advance(TimeSpan.FromDays(10));
        var answered = (await api.Patch($"{Api.Aws}/{id}", Body("""{"rotationInterval":2}"""))).Rotation;
        Assert.Equal(0, answered["activeIndex"]!.GetValue<int>());
        var row = (await api.Get($"{Api.Aws}/{id}")).Rotation;
        Assert.Equal((1, true), (row["activeIndex"]!.GetValue<int>(), row["isLastRotationManual"]!.GetValue<bool>()));
        Assert.Equal($"secret-rotation-v2-rotate-{id}", row["lastRotationJobId"]!.GetValue<string>());
    }

    [Fact]
    public async Task Any_change_on_the_day_of_the_rotation_queues_one()
    {
        await using var api = await Api.StartAsync();
        var body = api.AwsBody();
        body["rotateAtUtc"] = Body("""{"hours":23,"minutes":0}""");
        body["rotationInterval"] = 1;
        var id = await api.CreateAsync(body);
        api.Server.Clock.Advance(TimeSpan.FromDays(1));
        (await api.Patch($"{Api.Aws}/{id}", Body("""{"description":"changed"}"""))).Expect(200);
        (await api.Patch($"{Api.Aws}/{id}", Body("""{"description":"again"}"""))).Expect(200);
        Assert.Equal((1, 1), (api.Server.World.QueuedJobs, api.Server.World.Keys.Length));
    }

    [Fact]
    public async Task A_missing_rotation_is_named_without_quotation_marks()
    {
        await using var api = await Api.StartAsync();
        var id = Guid.NewGuid().ToString();
        (await api.Patch($"{Api.Aws}/{id}", new JsonObject())).Refused(404, "NotFound", $"Could not find AWS IAM User Secret Rotation with ID {id}");
    }

    [Fact]
    public async Task The_plan_comes_first_and_the_right_to_edit_is_needed()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        api.LogInWithOnly(new Grant("secret-rotation", "read"));
        (await api.Patch($"{Api.Aws}/{id}", new JsonObject())).Refused(403, "PermissionDenied", "You are not allowed to edit on secret-rotation");
        api.Server.Options.PlanHasRotations = false;
        (await api.Patch($"{Api.Aws}/{id}", new JsonObject())).Refused(
            400, "BadRequest", "Failed to update secret rotation due to plan restriction. Upgrade plan to update secret rotations.");
    }

    private static Task<Reply> Map(Api api, string id, string first, string second) => api.Patch(
        $"{Api.Aws}/{id}",
        new JsonObject { ["secretsMapping"] = new JsonObject { ["accessKeyId"] = first, ["secretAccessKey"] = second } });

    private static JsonNode Body(string json) => JsonNode.Parse(json)!;
}
