namespace Infisical.Emulator.Tests.Rotations;

public sealed class OtherProvidersTests
{
    [Fact]
    public async Task A_displaced_credential_is_removed()
    {
        await using var api = await StartAsync();
        var (path, id) = await CreateAsync(api, "datadog-api-key");
        for (var time = 0; time < 3; time++)
        {
            (await api.Post($"{path}/{id}/rotate-secrets")).Expect(200);
        }

        Assert.Equal(2, api.Server.World.Credentials.Length);
    }

    [Fact]
    public async Task An_account_with_one_secret_has_one_credential()
    {
        await using var api = await StartAsync();
        var (path, id) = await CreateAsync(api, "auth0-client-secret");
        (await api.Post($"{path}/{id}/rotate-secrets")).Expect(200);
        var living = Assert.Single(api.Server.World.Credentials);
        Assert.Equal(api.ValueOf("CI_CLIENT_SECRET"), living["clientSecret"]);
    }

    [Fact]
    public async Task Two_logins_take_turns()
    {
        await using var api = await StartAsync();
        var (path, id) = await CreateAsync(api, "postgres-credentials");
        Assert.Equal("app_a", api.ValueOf("CI_USERNAME"));
        (await api.Post($"{path}/{id}/rotate-secrets")).Expect(200);
        Assert.Equal("app_b", api.ValueOf("CI_USERNAME"));
        (await api.Post($"{path}/{id}/rotate-secrets")).Expect(200);
        Assert.Equal("app_a", api.ValueOf("CI_USERNAME"));
        Assert.Equal(["app_a", "app_b"], api.Server.World.Credentials.Select(credential => credential.Owner).Order());
    }

    [Theory]
    [InlineData("cloudflare-api-token")]
    [InlineData("cloudflare-r2-access-key")]
    [InlineData("fireworks-api-key")]
    public async Task A_best_effort_revocation_answers_200_although_a_credential_lives(string slug)
    {
        await using var api = await StartAsync();
        var (path, id) = await CreateAsync(api, slug);
        api.Server.Faults.OnRevoke("throttled");
        (await api.Delete($"{path}/{id}?deleteSecrets=true&revokeGeneratedCredentials=true")).Expect(200);
        Assert.Equal((0, 1), (api.Server.World.Rotations.Length, api.Server.World.Credentials.Length));
    }

    [Fact]
    public async Task A_revocation_in_turn_stops_at_a_refusal_and_can_be_repeated()
    {
        await using var api = await StartAsync();
        var (path, id) = await CreateAsync(api, "azure-client-secret");
        (await api.Post($"{path}/{id}/rotate-secrets")).Expect(200);
        api.Server.Faults.OnRevoke("throttled");
        Assert.Equal(500, (await api.Delete($"{path}/{id}?revokeGeneratedCredentials=true")).Status);
        Assert.Equal((1, 2), (api.Server.World.Rotations.Length, api.Server.World.Credentials.Length));
        (await api.Delete($"{path}/{id}?revokeGeneratedCredentials=true")).Expect(200);
        Assert.Empty(api.Server.World.Credentials);
    }

    [Fact]
    public async Task An_interval_too_long_for_azure_costs_a_secret()
    {
        await using var api = await StartAsync();
        var body = Contract.Read("azure-client-secret", "create.json").AsObject();
        body["rotationInterval"] = 910;
        Assert.Equal(400, (await api.Post($"{Api.Rotations}/azure-client-secret", body)).Status);
        Assert.Equal((0, 1), (api.Server.World.Rotations.Length, api.Server.World.Credentials.Length));
    }

    [Fact]
    public async Task Only_local_accounts_are_reconciled()
    {
        await using var api = await StartAsync();
        var (path, id) = await CreateAsync(api, "unix-linux-local-account");
        Assert.False((await api.Post($"{path}/{id}/reconcile")).Expect(200)["reconciled"]!.GetValue<bool>());
        Assert.Equal("Not Found", (await api.Post($"{Api.Aws}/{id}/reconcile")).Error);
    }

    private static Task<Api> StartAsync() => Api.StartAsync(options => options.Seed = Seed.WithEveryApp());

    private static async Task<(string Path, string Id)> CreateAsync(Api api, string slug)
    {
        var path = $"{Api.Rotations}/{slug}";
        return (path, await api.CreateAsync(Contract.Read(slug, "create.json").AsObject(), path));
    }
}
