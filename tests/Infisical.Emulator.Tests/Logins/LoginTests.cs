using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Logins;

public sealed class LoginTests
{
    private const string Login = "/api/v1/auth/universal-auth/login";

    [Fact]
    public async Task Answers_a_token_that_opens_the_api_and_is_recorded()
    {
        await using var api = await Api.StartAsync();
        var body = (await LogIn(api, api.Server.Seed.Identity)).Expect(200);
        Assert.Equal((2_592_000, 2_592_000, "Bearer"), (body["expiresIn"]!.GetValue<long>(), body["accessTokenMaxTTL"]!.GetValue<long>(), body["tokenType"]!.GetValue<string>()));
        Assert.Equal(200, (await Ask(api, body["accessToken"]!.GetValue<string>())).Status);
        Assert.Single(api.Server.Requests.To("POST", Login));
    }

    [Fact]
    public async Task Trims_what_it_is_given_and_drops_the_organisation()
    {
        await using var api = await Api.StartAsync();
        var identity = api.Server.Seed.Identity;
        (await api.Post(Login, new JsonObject
        {
            ["clientId"] = $" {identity.ClientId} ",
            ["clientSecret"] = $"{identity.ClientSecret}\n",
            ["organizationSlug"] = "sub",
        })).Expect(200);
    }

    [Fact]
    public async Task Locks_after_three_failures_for_300_seconds()
    {
        await using var api = await Api.StartAsync();
        var identity = api.Server.Seed.Identity;
        for (var time = 0; time < 3; time++)
        {
            (await LogIn(api, identity with { ClientSecret = "wrong" })).Refused(401, "UnauthorizedError", "Invalid credentials");
        }

        (await LogIn(api, identity)).Refused(401, "UnauthorizedError", "This identity auth method is temporarily locked, please try again later");
        api.Server.Clock.Advance(TimeSpan.FromSeconds(300));
        (await LogIn(api, identity)).Expect(200);
    }

    [Fact]
    public async Task Forgets_failures_after_30_seconds()
    {
        await using var api = await Api.StartAsync();
        var identity = api.Server.Seed.Identity;
        for (var time = 0; time < 4; time++)
        {
            await LogIn(api, identity with { ClientSecret = "wrong" });
            api.Server.Clock.Advance(TimeSpan.FromSeconds(31));
        }

        (await LogIn(api, identity)).Expect(200);
    }

    [Fact]
    public async Task Refuses_a_secret_that_expired_or_is_used_up()
    {
        await using var api = await Api.StartAsync();
        var expired = new Identity("expired") { ClientSecretExpiresAt = Api.Start };
        var once = new Identity("once") { ClientSecretUses = 1 };
        api.Server.World.Add(expired);
        api.Server.World.Add(once);
        (await LogIn(api, expired)).Refused(401, "UnauthorizedError", "Access denied due to expired client secret");
        (await LogIn(api, once)).Expect(200);
        (await LogIn(api, once)).Refused(401, "UnauthorizedError", "Access denied due to client secret usage limit reached");
    }

    internal static Task<Reply> LogIn(Api api, Identity identity) =>
        api.Post(Login, new JsonObject { ["clientId"] = identity.ClientId, ["clientSecret"] = identity.ClientSecret });

    internal static async Task<Reply> Ask(Api api, string? token)
    {
        using var http = new HttpClient { BaseAddress = api.Server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Api.Rotations}?projectId={api.ProjectId}");
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        using var response = await http.SendAsync(request, Api.Cancellation);
        return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(Api.Cancellation), new Dictionary<string, string>());
    }
}
