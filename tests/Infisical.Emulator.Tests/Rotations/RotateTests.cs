using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Rotations;

public sealed class RotateTests
{
    [Fact]
    public async Task Fills_two_slots_in_turn_and_keeps_two_keys()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        var seen = new List<(int Active, string Keys)> { (0, KeysIn(api)) };
        for (var time = 1; time <= 3; time++)
        {
            api.Server.Clock.Advance(TimeSpan.FromHours(1));
            var reply = await api.Post($"{Api.Aws}/{id}/rotate-secrets");
            seen.Add((reply.Expect(200)["secretRotation"]!["activeIndex"]!.GetValue<int>(), KeysIn(api)));
        }

        Assert.Equal([0, 1, 0, 1], seen.Select(step => step.Active));
        Assert.Equal([1, 2, 2, 2], seen.Select(step => step.Keys.Split(',').Length));
        Assert.StartsWith(seen[0].Keys, seen[1].Keys, StringComparison.Ordinal);
        Assert.Equal(seen[1].Keys.Split(',')[1], seen[2].Keys.Split(',')[0]);
        Assert.Equal(seen[3].Keys.Split(',')[1], api.ValueOf("CI_KEY_ID"));
    }

    [Fact]
    public async Task Shows_both_slots_in_the_generated_credentials()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Expect(200);
        var body = (await api.Get($"{Api.Aws}/{id}/generated-credentials")).Expect(200);
        Assert.Equal((2, 1, id), (body["generatedCredentials"]!.AsArray().Count, body["activeIndex"]!.GetValue<int>(), body["rotationId"]!.GetValue<string>()));
        Assert.Equal(api.ValueOf("CI_KEY_ID"), body["generatedCredentials"]![1]!["accessKeyId"]!.GetValue<string>());
    }

    [Fact]
    public async Task Deletes_the_oldest_of_two_foreign_keys()
    {
        await using var api = await Api.StartAsync();
        var older = api.Server.World.AddKey("ci-bot");
        api.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var younger = api.Server.World.AddKey("ci-bot");
        await api.CreateAsync();
        var keys = api.Server.World.KeysOf("ci-bot").Select(key => key.AccessKeyId).ToArray();
        Assert.Equal(2, keys.Length);
        Assert.Contains(younger.AccessKeyId, keys);
        Assert.DoesNotContain(older.AccessKeyId, keys);
    }

    [Fact]
    public async Task Fails_behind_the_new_key_where_a_mapped_secret_is_missing_and_loses_the_active_key_in_the_end()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        var active = api.ValueOf("CI_KEY_ID")!;
        api.Server.World.DeleteSecret("dev", "/services", "CI_KEY_SECRET");
        api.Server.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains("Failed to update document", (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Message, StringComparison.Ordinal);
        Assert.Equal((active, 2), (api.ValueOf("CI_KEY_ID"), api.Server.World.Keys.Length));
        Assert.True(Assert.Single(api.Server.World.Rotations).HasFailed);
        Assert.Equal(500, (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Status);
        Assert.DoesNotContain(active, KeysIn(api), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overwrites_an_ordinary_secret_of_a_mapped_name()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        api.Server.World.AssignSecret("dev", "/services", "CI_KEY_ID", rotationId: null);
        var before = api.ValueOf("CI_KEY_ID");
        (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Expect(200);
        Assert.NotEqual(before, api.ValueOf("CI_KEY_ID"));
    }

    [Fact]
    public async Task Keeps_one_foreign_key_until_the_first_rotation()
    {
        await using var api = await Api.StartAsync();
        var foreign = api.Server.World.AddKey("ci-bot");
        api.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var id = await api.CreateAsync();
        Assert.Contains(foreign.AccessKeyId, KeysIn(api), StringComparison.Ordinal);
        (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Expect(200);
        Assert.DoesNotContain(foreign.AccessKeyId, KeysIn(api), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_is_500_and_marks_the_row_only()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        var value = api.ValueOf("CI_KEY_ID");
        api.Server.Clock.Advance(TimeSpan.FromHours(2));
        api.Server.Faults.OnIssue(ProviderFault.Refuses("no such luck"));
        var reply = await api.Post($"{Api.Aws}/{id}/rotate-secrets");
        Assert.Equal((500, "InternalServerError"), (reply.Status, reply.Error));
        Assert.EndsWith("no such luck", reply.Message, StringComparison.Ordinal);
        var row = (await api.Get($"{Api.Aws}/{id}")).Rotation;
        Assert.Equal(
            ("failed", reply.Message, "2026-08-02T00:00:00.000Z", "2026-08-01T10:15:00.000Z", "2026-08-01T12:15:00.000Z", 0),
            (Text(row, "rotationStatus"), Text(row, "lastRotationMessage"), Text(row, "nextRotationAt"), Text(row, "lastRotatedAt"), Text(row, "lastRotationAttemptedAt"), row["activeIndex"]!.GetValue<int>()));
        Assert.Equal((value, 1), (api.ValueOf("CI_KEY_ID"), api.Server.World.Keys.Length));
    }

    [Fact]
    public async Task A_failure_after_storing_has_moved_the_slot_and_the_secrets()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        var value = api.ValueOf("CI_KEY_ID");
        api.Server.Faults.OnIssue(ProviderFault.FailsAfterStoring("could not retire"));
        Assert.Equal(500, (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Status);
        var row = Assert.Single(api.Server.World.Rotations);
        Assert.Equal((true, 1), (row.HasFailed, row.ActiveIndex));
        Assert.NotEqual(value, api.ValueOf("CI_KEY_ID"));
    }

    [Fact]
    public async Task A_failure_behind_the_deletion_has_burnt_the_oldest_key()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        api.Server.Clock.Advance(TimeSpan.FromHours(1));
        (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Expect(200);
        api.Server.Faults.OnIssue(ProviderFault.FailsAfterRetiring("too bad"));
        Assert.Equal(500, (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Status);
        Assert.Equal(api.ValueOf("CI_KEY_ID"), Assert.Single(api.Server.World.Keys).AccessKeyId);
    }

    [Fact]
    public async Task A_key_left_over_makes_the_active_one_the_oldest()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        var active = api.ValueOf("CI_KEY_ID");
        api.Server.Clock.Advance(TimeSpan.FromHours(1));
        api.Server.Faults.OnIssue(ProviderFault.FailsAfterIssuing("lost"));
        Assert.Equal(500, (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Status);
        Assert.Equal(active, api.Server.World.Keys[0].AccessKeyId);
        (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Expect(200);
        Assert.DoesNotContain(api.Server.World.Keys, key => key.AccessKeyId == active);
    }

    [Fact]
    public async Task A_second_call_while_one_runs_is_refused()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        var hold = new Hold();
        api.Server.Faults.OnIssue(ProviderFault.Waits(hold));
        var first = api.Post($"{Api.Aws}/{id}/rotate-secrets");
        await hold.Arrived;
        (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Refused(400, "BadRequest", "A rotation is already in progress. Please try again shortly.");
        (await api.Patch($"{Api.Aws}/{id}", Body("""{"rotationInterval":2}"""))).Refused(
            400, "BadRequest", "A rotation is currently in progress for this secret rotation. Please try again shortly.");
        (await api.Post($"{Api.Aws}/{id}/check-credentials")).Refused(400, "BadRequest", "A rotation is in progress. Please try again shortly.");
        hold.Release();
        (await first).Expect(200);
    }

    [Fact]
    public async Task The_loser_of_the_lock_marks_the_row_failed()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        api.Server.Faults.OnRotateLosesLock();
        var reply = await api.Post($"{Api.Aws}/{id}/rotate-secrets");
        Assert.Equal(500, reply.Status);
        Assert.Contains("Failed to acquire rotation lock.", reply.Message, StringComparison.Ordinal);
        Assert.True(Assert.Single(api.Server.World.Rotations).HasFailed);
    }

    [Fact]
    public async Task A_rotation_deleted_meanwhile_leaves_its_new_key_behind()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        var hold = new Hold();
        api.Server.Faults.OnIssue(ProviderFault.Waits(hold));
        var rotating = api.Post($"{Api.Aws}/{id}/rotate-secrets");
        await hold.Arrived;
        (await api.Delete($"{Api.Aws}/{id}?revokeGeneratedCredentials=true")).Expect(200);
        hold.Release();
        Assert.Equal(500, (await rotating).Status);
        Assert.Equal((0, 1), (api.Server.World.Rotations.Length, api.Server.World.Keys.Length));
    }

    [Fact]
    public async Task A_success_clears_the_failure()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        api.Server.Faults.OnIssue(ProviderFault.Refuses("once"));
        Assert.Equal(500, (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Status);
        var row = (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Rotation;
        Assert.Equal("success", Text(row, "rotationStatus"));
        Assert.Null(row["lastRotationMessage"]);
        Assert.True(row["isLastRotationManual"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Checking_credentials_tells_whether_the_active_key_lives()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        Assert.Equal((204, ""), await StatusAndText(api, id));
        api.Server.World.DeleteKey("ci-bot", api.ValueOf("CI_KEY_ID")!);
        (await api.Post($"{Api.Aws}/{id}/check-credentials")).Refused(400, "BadRequest", "Active credentials are no longer valid.");
    }

    [Theory]
    [InlineData("move")]
    [InlineData("check-credentials")]
    public async Task An_earlier_server_lacks_the_route(string route)
    {
        await using var api = await Api.StartAsync(options =>
        {
            options.HasMove = false;
            options.HasCheckCredentials = false;
        });
        var id = await api.CreateAsync();
        var reply = await api.Post($"{Api.Aws}/{id}/{route}");
        reply.Refused(404, "Not Found", $"Route POST:{Api.Aws}/{id}/{route} not found");
    }

    private static async Task<(int Status, string Text)> StatusAndText(Api api, string id)
    {
        var reply = await api.Post($"{Api.Aws}/{id}/check-credentials");
        return (reply.Status, reply.Text);
    }

    private static string KeysIn(Api api) => string.Join(',', api.Server.World.KeysOf("ci-bot").Select(key => key.AccessKeyId));

    private static string? Text(JsonNode row, string name) => row[name]?.GetValue<string>();

    private static JsonNode Body(string json) => JsonNode.Parse(json)!;
}
