using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Logins;

public sealed class AccessTokenTests
{
    [Fact]
    public async Task A_missing_token_is_401()
    {
        await using var api = await Api.StartAsync();
        (await LoginTests.Ask(api, token: null)).Refused(401, "UnauthorizedError", "Token missing");
    }

    [Fact]
    public async Task An_expired_token_is_403()
    {
        await using var api = await Api.StartAsync();
        api.Server.Clock.Advance(TimeSpan.FromDays(30));
        (await api.Get(Api.Rotations)).Refused(403, "TokenError", "Your token has expired. Please re-authenticate.");
    }

    [Fact]
    public async Task A_token_without_a_time_to_live_never_expires()
    {
        await using var api = await Api.StartAsync();
        api.LogInAs(new Identity("forever") { TokenTtl = 0, TokenMaxTtl = 0 });
        api.Server.Clock.Advance(TimeSpan.FromDays(10_000));
        (await api.Get($"{Api.Rotations}?projectId={api.ProjectId}")).Expect(200);
    }

    [Fact]
    public async Task A_malformed_token_is_403()
    {
        await using var api = await Api.StartAsync();
        (await LoginTests.Ask(api, "garbage")).Refused(
            403, "TokenError", "The provided access token is malformed. Please use a valid token or generate a new one and try again.");
    }

    [Fact]
    public async Task A_token_of_another_algorithm_is_403()
    {
        await using var api = await Api.StartAsync();
        (await LoginTests.Ask(api, "eyJhbGciOiJub25lIn0.e30.x")).Refused(
            403, "TokenError", "The access token is signed with an invalid algorithm. Please provide a valid token and try again.");
    }

    [Theory]
    [InlineData(false, "Failed to authorize revoked access token, access token is revoked")]
    [InlineData(true, "You are not allowed to access this resource")]
    public async Task A_revoked_one_is_401(bool earlier, string message)
    {
        await using var api = await Api.StartAsync(options => options.PlainRevokedTokens = earlier);
        var token = api.Server.IssueToken(api.Server.Seed.Identity);
        (await api.Post("/api/v1/auth/token/revoke", Token(token))).Expect(200);
        (await LoginTests.Ask(api, token)).Refused(401, "UnauthorizedError", message);
    }

    [Fact]
    public async Task An_unknown_token_is_401()
    {
        await using var api = await Api.StartAsync();
        (await LoginTests.Ask(api, "eyJhbGciOiJIUzI1NiJ9.e30.x")).Refused(401, "UnauthorizedError", "No identity access token found");
    }

    [Fact]
    public async Task A_service_token_is_the_wrong_kind()
    {
        await using var api = await Api.StartAsync();
        var reply = await LoginTests.Ask(api, "st.abc.def");
        Assert.Equal(403, reply.Status);
        Assert.StartsWith("Forbidden access to /api/v2/secret-rotations", reply.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_api_key_is_refused()
    {
        await using var api = await Api.StartAsync();
        api.Http.DefaultRequestHeaders.Add("x-api-key", "x");
        var reply = await api.Get(Api.Rotations);
        Assert.Equal(400, reply.Status);
        Assert.StartsWith("API key authentication is not supported anymore", reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Renewing_answers_one_that_lives_on(bool keepsToken)
    {
        await using var api = await Api.StartAsync(options => options.RenewKeepsToken = keepsToken);
        var identity = new Identity("short") { TokenTtl = 60, TokenMaxTtl = 300 };
        api.Server.World.Add(identity);
        var token = api.Server.IssueToken(identity);
        api.Server.Clock.Advance(TimeSpan.FromSeconds(50));
        var renewed = (await api.Post("/api/v1/auth/token/renew", Token(token))).Expect(200)["accessToken"]!.GetValue<string>();
        Assert.Equal(keepsToken, token == renewed);
        api.Server.Clock.Advance(TimeSpan.FromSeconds(50));
        (await LoginTests.Ask(api, renewed)).Expect(200);
    }

    [Theory]
    [InlineData(61, "Failed to renew MI access token due to TTL expiration")]
    [InlineData(50, "Failed to renew MI access token past its Max TTL expiration")]
    [InlineData(101, "Failed to renew MI access token due to Max TTL expiration")]
    public async Task Renewing_too_late_is_401(int seconds, string message)
    {
        await using var api = await Api.StartAsync();
        var identity = new Identity("short") { TokenTtl = 60, TokenMaxTtl = 100 };
        api.Server.World.Add(identity);
        var token = api.Server.IssueToken(identity);
        api.Server.Clock.Advance(TimeSpan.FromSeconds(seconds));
        (await api.Post("/api/v1/auth/token/renew", Token(token))).Refused(401, "UnauthorizedError", message);
    }

    private static JsonObject Token(string token) => new() { ["accessToken"] = token };
}
