namespace Infisical.Emulator.Tests.Rotations;

public sealed class DeleteTests
{
    [Theory]
    [InlineData("", 2, 2)]
    [InlineData("?deleteSecrets=false&revokeGeneratedCredentials=false", 2, 2)]
    [InlineData("?deleteSecrets=true", 0, 2)]
    [InlineData("?revokeGeneratedCredentials=true", 2, 0)]
    [InlineData("?deleteSecrets=true&revokeGeneratedCredentials=true", 0, 0)]
    public async Task Leaves_what_it_was_not_told_to_remove(string query, int secrets, int keys)
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Expect(200);
        var reply = await api.Delete($"{Api.Aws}/{id}{query}");
        Assert.Equal(id, reply.Expect(200)["secretRotation"]!["id"]!.GetValue<string>());
        Assert.Equal((0, secrets, keys), (api.Server.World.Rotations.Length, api.Server.World.Secrets.Length, api.Server.World.Keys.Length));
        Assert.All(api.Server.World.Secrets, secret => Assert.Null(secret.RotationId));
    }

    [Fact]
    public async Task A_second_delete_is_404()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        (await api.Delete($"{Api.Aws}/{id}")).Expect(200);
        (await api.Delete($"{Api.Aws}/{id}")).Refused(404, "NotFound", $"Could not find AWS IAM User Secret Rotation with ID \"{id}\"");
    }

    [Theory]
    [InlineData("?deleteSecrets=yes")]
    [InlineData("?revokeGeneratedCredentials=1")]
    public async Task A_flag_is_true_or_false(string query)
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        Assert.Equal(422, (await api.Delete($"{Api.Aws}/{id}{query}")).Status);
        Assert.Single(api.Server.World.Rotations);
    }

    [Fact]
    public async Task Needs_no_plan()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        api.Server.Options.PlanHasRotations = false;
        (await api.Delete($"{Api.Aws}/{id}")).Expect(200);
        Assert.Empty(api.Server.World.Rotations);
    }

    [Fact]
    public async Task One_key_gone_already_fails_it_and_takes_the_other_key_all_the_same()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Expect(200);
        api.Server.World.DeleteKey("ci-bot", api.Server.World.Keys[0].AccessKeyId);
        var url = $"{Api.Aws}/{id}?deleteSecrets=true&revokeGeneratedCredentials=true";
        (await api.Delete(url)).Refused(500, "InternalServerError", "Something went wrong");
        Assert.Equal((1, 2, 0), (api.Server.World.Rotations.Length, api.Server.World.Secrets.Length, api.Server.World.Keys.Length));
        Assert.Equal(500, (await api.Delete(url)).Status);
        (await api.Delete($"{Api.Aws}/{id}?deleteSecrets=true")).Expect(200);
        Assert.Empty(api.Server.World.Secrets);
    }

    [Fact]
    public async Task A_tolerant_server_takes_a_missing_key_as_done()
    {
        await using var api = await Api.StartAsync(options => options.TolerantAwsRevocation = true);
        var id = await api.CreateAsync();
        api.Server.World.DeleteKey("ci-bot", api.ValueOf("CI_KEY_ID")!);
        (await api.Delete($"{Api.Aws}/{id}?revokeGeneratedCredentials=true")).Expect(200);
        Assert.Empty(api.Server.World.Rotations);
    }

    [Fact]
    public async Task A_revocation_that_is_refused_leaves_the_rotation()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        api.Server.Faults.OnRevoke("throttled");
        Assert.Equal(500, (await api.Delete($"{Api.Aws}/{id}?revokeGeneratedCredentials=true")).Status);
        Assert.Equal((1, 1), (api.Server.World.Rotations.Length, api.Server.World.Keys.Length));
    }

    [Fact]
    public async Task A_revocation_that_the_provider_calls_a_bad_request_shows_its_text()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        api.Server.Faults.OnRevoke("the account is closed", isBadRequest: true);
        (await api.Delete($"{Api.Aws}/{id}?revokeGeneratedCredentials=true")).Refused(400, "BadRequest", "the account is closed");
        Assert.Single(api.Server.World.Rotations);
    }

    [Fact]
    public async Task Secrets_that_stayed_are_in_the_way_of_the_next_create()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        (await api.Delete($"{Api.Aws}/{id}")).Expect(200);
        (await api.Post(Api.Aws, api.AwsBody())).Refused(
            400, "BadRequest", "The following secrets already exist at the path \"/services\": CI_KEY_ID, CI_KEY_SECRET");
    }

    [Fact]
    public async Task The_right_to_delete_is_needed()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        api.LogInWithOnly(new Grant("secret-rotation", "edit"));
        (await api.Delete($"{Api.Aws}/{id}")).Refused(403, "PermissionDenied", "You are not allowed to delete on secret-rotation");
    }
}
