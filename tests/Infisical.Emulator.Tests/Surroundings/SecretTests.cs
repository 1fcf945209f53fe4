using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Surroundings;

public sealed class SecretTests
{
    [Theory]
    [InlineData("/api/v4/secrets", "projectId")]
    [InlineData("/api/v3/secrets/raw", "workspaceId")]
    public async Task Are_listed_with_the_rotation_that_writes_them(string route, string project)
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        var secrets = (await api.Get($"{route}?{project}={api.ProjectId}&environment=dev&secretPath=/services")).Expect(200)["secrets"]!.AsArray();
        Assert.Equal(["CI_KEY_ID", "CI_KEY_SECRET"], secrets.Select(secret => secret!["secretKey"]!.GetValue<string>()));
        Assert.All(secrets, secret => Assert.Equal((true, id), (secret!["isRotatedSecret"]!.GetValue<bool>(), secret["rotationId"]!.GetValue<string>())));
    }

    [Fact]
    public async Task Values_are_hidden_on_request()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        var secret = (await api.Get($"/api/v4/secrets/CI_KEY_ID?projectId={api.ProjectId}&environment=dev&secretPath=/services&viewSecretValue=false")).Expect(200)["secret"]!;
        Assert.Equal((true, "<hidden-by-infisical>"), (secret["secretValueHidden"]!.GetValue<bool>(), secret["secretValue"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Hidden_values_need_a_smaller_permission()
    {
        await using var api = await Api.StartAsync();
        api.LogInWithOnly(new Grant("secrets", "describeSecret"));
        var url = $"/api/v4/secrets?projectId={api.ProjectId}&environment=dev&viewSecretValue=";
        (await api.Get($"{url}false")).Expect(200);
        Assert.Equal(403, (await api.Get($"{url}true")).Status);
    }

    [Fact]
    public async Task Secrets_of_a_rotation_are_protected_until_it_is_deleted()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        Assert.StartsWith("Cannot update rotated secret", (await Edit(api, HttpMethod.Patch, "secretValue")).Message, StringComparison.Ordinal);
        (await Edit(api, HttpMethod.Patch, "newSecretName")).Refused(400, "BadRequest", "Cannot update rotated secret name");
        (await Edit(api, HttpMethod.Delete, "x")).Refused(400, "BadRequest", "Cannot delete rotated secrets");
        (await Edit(api, HttpMethod.Patch, "secretComment")).Expect(200);
        (await api.Delete($"{Api.Aws}/{id}")).Expect(200);
        (await Edit(api, HttpMethod.Patch, "secretValue")).Expect(200);
        (await Edit(api, HttpMethod.Delete, "x")).Expect(200);
        Assert.Null(api.ValueOf("CI_KEY_ID"));
    }

    [Fact]
    public async Task A_list_leaves_out_what_may_not_be_read_and_a_single_secret_is_refused()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        api.LogInWithOnly(new Grant("secrets", "describeSecret") { SecretName = "CI_KEY_ID" });
        var scope = $"?projectId={api.ProjectId}&environment=dev&secretPath=/services&viewSecretValue=false";
        Assert.Equal("CI_KEY_ID", Assert.Single((await api.Get($"/api/v4/secrets{scope}")).Expect(200)["secrets"]!.AsArray())!["secretKey"]!.GetValue<string>());
        (await api.Get($"/api/v4/secrets/CI_KEY_ID{scope}")).Expect(200);
        Assert.Equal(403, (await api.Get($"/api/v4/secrets/CI_KEY_SECRET{scope}")).Status);
    }

    [Fact]
    public async Task A_missing_folder_or_scope_is_reported()
    {
        await using var api = await Api.StartAsync();
        (await api.Get($"/api/v4/secrets/X?projectId={api.ProjectId}&environment=dev&secretPath=/x")).Refused(
            404, "NotFound", "Folder with path '/x' in environment with slug 'dev' not found");
        (await api.Get("/api/v3/secrets/raw")).Refused(400, "BadRequest", "Missing project id or environment");
    }

    private static Task<Reply> Edit(Api api, HttpMethod method, string field) => api.SendAsync(method, "/api/v4/secrets/CI_KEY_ID", new JsonObject
    {
        ["projectId"] = api.ProjectId,
        ["environment"] = "dev",
        ["secretPath"] = "/services",
        [field] = "changed",
    });
}
