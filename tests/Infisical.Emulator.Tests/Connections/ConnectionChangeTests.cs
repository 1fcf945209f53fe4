using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Connections;

public sealed class ConnectionChangeTests
{
    private const string Gateway = "2f0c7a5e-3f1b-4a52-8f7d-9a1f6f1c0d44";

    [Fact]
    public async Task Keeps_what_is_absent_clears_what_is_null_and_drops_method_and_project()
    {
        await using var api = await Api.StartAsync();
        var made = await api.CreateAsync("postgres", Postgres().With("gatewayId", Gateway));
        api.Server.Clock.Advance(TimeSpan.FromHours(1));
        var kept = await api.ChangeAsync("postgres", made, new JsonObject { ["method"] = "other", ["projectId"] = api.ProjectId, ["app"] = "mysql" });
        Assert.True(JsonNode.DeepEquals(made.DeepClone().AsObject().With("updatedAt", "2026-08-01T11:15:00.000Z"), kept), kept.ToJsonString());
        var cleared = await api.ChangeAsync("postgres", made, new JsonObject { ["description"] = null, ["gatewayId"] = null });
        Assert.Equal((null, null), (cleared["description"], cleared["gatewayId"]));
        Assert.Equal(ConnectionApi.HashOf(made), ConnectionApi.HashOf(cleared));
    }

    [Fact]
    public async Task Takes_credentials_whole_and_never_in_part()
    {
        await using var api = await Api.StartAsync();
        var made = await api.CreateAsync("postgres", Postgres());
        var url = $"{ConnectionApi.Postgres}/{made["id"]}";
        var part = await api.Patch(url, new JsonObject { ["credentials"] = new JsonObject { ["password"] = "new" } });
        Assert.Equal(
            ["host", "port", "database", "username", "sslEnabled", "sslRejectUnauthorized"],
            part.Expect(422)["message"]!.AsArray().Select(issue => issue!["path"]![1]!.GetValue<string>()));
        var whole = Postgres().Without("credentials.sslCertificate")["credentials"]!.DeepClone();
        await api.ChangeAsync("postgres", made, new JsonObject { ["credentials"] = whole });
        Assert.Null(api.StoredOf(made)["sslCertificate"]);
    }

    [Fact]
    public async Task Equal_credentials_written_again_have_another_hash()
    {
        await using var api = await Api.StartAsync();
        var made = await api.CreateAsync("postgres", Postgres());
        var written = await api.ChangeAsync("postgres", made, new JsonObject { ["credentials"] = Postgres()["credentials"]!.DeepClone() });
        Assert.NotEqual(ConnectionApi.HashOf(made), ConnectionApi.HashOf(written));
    }

    [Fact]
    public async Task Credentials_of_another_method_are_refused_after_they_passed_the_schema()
    {
        await using var api = await Api.StartAsync();
        var role = await api.CreateAsync("aws", ConnectionApi.Body("aws", "assume-role"));
        var keys = ConnectionApi.Body("aws", "access-key")["credentials"]!;
        (await api.Patch($"{ConnectionApi.Aws}/{role["id"]}", new JsonObject { ["credentials"] = keys.DeepClone() })).Refused(
            400, "BadRequest", "Invalid credential format for AWS Connection with method Assume Role");
        Assert.Equal(ConnectionApi.HashOf(role), api.StoredOf(role).CredentialsHash);
    }

    [Fact]
    public async Task The_first_form_of_the_union_that_fits_takes_away_the_fields_of_the_others()
    {
        await using var api = await Api.StartAsync();
        var role = await api.CreateAsync("aws", ConnectionApi.Body("aws", "assume-role"));
        var both = ConnectionApi.Body("aws", "access-key")["credentials"]!.DeepClone().AsObject();
        both["roleArn"] = ConnectionApi.Body("aws", "assume-role")["credentials"]!["roleArn"]!.DeepClone();
        (await api.Patch($"{ConnectionApi.Aws}/{role["id"]}", new JsonObject { ["credentials"] = both })).Refused(
            400, "BadRequest", "Invalid credential format for AWS Connection with method Assume Role");
    }

    [Theory]
    [InlineData(ValidationForm.Newest, "errors")]
    [InlineData(ValidationForm.Earlier, "unionErrors")]
    public async Task Credentials_of_no_method_are_a_single_complaint_about_the_union(ValidationForm form, string details)
    {
        await using var api = await Api.StartAsync(options => options.ValidationForm = form);
        var url = $"{ConnectionApi.Aws}/{api.Server.Seed.Connection.Id}";
        var issue = Assert.Single((await api.Patch(url, new JsonObject { ["credentials"] = new JsonObject() })).Expect(422)["message"]!.AsArray())!;
        Assert.Equal(("invalid_union", "credentials"), (issue["code"]!.GetValue<string>(), issue["path"]![0]!.GetValue<string>()));
        Assert.Equal(2, issue[details]!.AsArray().Count);
    }

    [Fact]
    public async Task A_password_that_was_taken_over_is_unknown_and_can_not_be_given_back()
    {
        await using var api = await Api.StartAsync();
        var made = await api.CreateAsync("postgres", Postgres().With("isPlatformManagedCredentials", true));
        Assert.True(api.StoredOf(made).IsPlatformManaged);
        Assert.NotEqual("s3cret-password", api.StoredOf(made)["password"]);
        var url = $"{ConnectionApi.Postgres}/{made["id"]}";
        const string Refused = "Cannot update credentials or management status for platform managed connections";
        (await api.Patch(url, new JsonObject { ["isPlatformManagedCredentials"] = false })).Refused(400, "BadRequest", Refused);
        (await api.Patch(url, new JsonObject { ["credentials"] = Postgres()["credentials"]!.DeepClone() })).Refused(400, "BadRequest", Refused);
        await api.ChangeAsync("postgres", made, new JsonObject { ["name"] = "renamed" });
    }

    [Fact]
    public async Task Taking_over_later_needs_the_credentials_again()
    {
        await using var api = await Api.StartAsync();
        var made = await api.CreateAsync("postgres", Postgres());
        var body = new JsonObject { ["isPlatformManagedCredentials"] = true };
        (await api.Patch($"{ConnectionApi.Postgres}/{made["id"]}", body)).Refused(
            400, "BadRequest", "Credentials required to transition to platform managed credentials");
        await api.ChangeAsync("postgres", made, body.With("credentials", Postgres()["credentials"]!.DeepClone()));
        Assert.True(api.StoredOf(made).IsPlatformManaged);
    }

    [Fact]
    public async Task A_connection_has_a_gateway_or_a_pool_and_both_must_be_attachable()
    {
        await using var api = await Api.StartAsync();
        var made = await api.CreateAsync("postgres", Postgres().With("gatewayId", Gateway));
        var url = $"{ConnectionApi.Postgres}/{made["id"]}";
        (await api.Patch(url, new JsonObject { ["gatewayPoolId"] = Gateway })).Refused(400, "BadRequest", "Cannot specify both a gateway and a gateway pool");
        var moved = await api.ChangeAsync("postgres", made, new JsonObject { ["gatewayId"] = null, ["gatewayPoolId"] = Gateway });
        Assert.Equal((null, Gateway), (moved["gatewayId"], moved["gatewayPoolId"]!.GetValue<string>()));
        api.Server.Options.Gateways = [];
        (await api.Post(ConnectionApi.Postgres, Postgres().With("name", "other").With("gatewayId", Gateway))).Refused(
            404, "NotFound", $"Gateway with ID {Gateway} not found for org");
        api.LogInWithOnly(new Grant("app-connections", "*"));
        Assert.Equal(403, (await api.Patch(url, new JsonObject { ["gatewayPoolId"] = null })).Status);
    }

    [Fact]
    public async Task The_configuration_of_a_host_is_kept_until_another_is_sent()
    {
        await using var api = await Api.StartAsync();
        var made = await api.CreateAsync("ssh", ConnectionApi.Body("ssh", "password"));
        var kept = await api.ChangeAsync("ssh", made, new JsonObject { ["name"] = "renamed" });
        Assert.Equal("root,admin", kept["configuration"]!["blockedUsers"]!.GetValue<string>());
        var changed = await api.ChangeAsync("ssh", made, new JsonObject { ["configuration"] = new JsonObject { ["blockedUsers"] = "root" } });
        Assert.Equal("root", changed["configuration"]!["blockedUsers"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_app_with_own_rotation_stores_and_answers_it()
    {
        await using var api = await Api.StartAsync();
        var rotation = JsonNode.Parse("""{"rotationInterval":30,"rotateAtUtc":{"hours":2,"minutes":0}}""");
        var made = await api.CreateAsync("ldap", ConnectionApi.Body("ldap", "simple-bind").With("isAutoRotationEnabled", true).With("rotation", rotation));
        Assert.Equal((true, 30), (made["isAutoRotationEnabled"]!.GetValue<bool>(), made["rotation"]!["rotationInterval"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_and_the_own_one_is_not()
    {
        await using var api = await Api.StartAsync();
        var made = await api.CreateAsync("postgres", Postgres());
        (await api.Patch($"{ConnectionApi.Postgres}/{made["id"]}", new JsonObject { ["name"] = "aws-main" })).Refused(
            400, "BadRequest", "An App Connection with the name \"aws-main\" already exists");
        await api.ChangeAsync("postgres", made, new JsonObject { ["name"] = "postgres-made" });
    }

    [Fact]
    public async Task Earlier_servers_keep_a_host_as_it_was_sent()
    {
        await using var api = await Api.StartAsync(options => options.KeepsHostCase = true);
        var made = await api.CreateAsync("postgres", Postgres().With("credentials.host", "DB.example.com"));
        Assert.Equal("DB.example.com", made["credentials"]!["host"]!.GetValue<string>());
    }

    [Fact]
    public async Task Answers_can_leave_out_what_need_not_be_there()
    {
        await using var api = await Api.StartAsync(options => options.LeftOutOfConnections.Add("credentialsHash"));
        Assert.False((await api.CreateAsync("postgres", Postgres())).ContainsKey("credentialsHash"));
    }

    private static JsonObject Postgres() => ConnectionApi.Body("postgres", "username-and-password");
}
