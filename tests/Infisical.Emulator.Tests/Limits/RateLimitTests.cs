namespace Infisical.Emulator.Tests.Limits;

public sealed class RateLimitTests
{
    private static readonly RateLimits Small = new(Read: 2, Write: 2, Secrets: 2, Login: 3);

    [Fact]
    public async Task A_self_hosted_server_has_none_and_no_headers()
    {
        await using var api = await Api.StartAsync();
        var reply = await api.Get($"{Api.Rotations}?projectId={api.ProjectId}");
        Assert.DoesNotContain(reply.Headers.Keys, name => name.StartsWith("x-ratelimit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Counts_a_class_together_and_tells_when_the_window_ends()
    {
        await using var api = await Api.StartAsync(options => options.RateLimits = Small);
        var first = await api.Get($"{Api.Rotations}?projectId={api.ProjectId}");
        Assert.Equal(("2", "1", "60"), (first.Headers["x-ratelimit-limit"], first.Headers["x-ratelimit-remaining"], first.Headers["x-ratelimit-reset"]));
        api.Server.Clock.Advance(TimeSpan.FromSeconds(18));
        (await api.Get($"{Api.Rotations}/options")).Expect(200);
        var refused = await api.Get("/api/v1/app-connections");
        refused.Refused(429, "RateLimitExceeded", "Rate limit exceeded. Please try again in 42 seconds");
        Assert.Equal(("42", "0", "42"), (refused.Headers["retry-after"], refused.Headers["x-ratelimit-remaining"], refused.Headers["x-ratelimit-reset"]));
        api.Server.Clock.Advance(TimeSpan.FromSeconds(42));
        (await api.Get("/api/v1/app-connections")).Expect(200);
    }

    [Fact]
    public async Task Has_shorter_windows_where_told_so()
    {
        await using var api = await Api.StartAsync(options => options.RateLimits = Small with { Window = TimeSpan.FromSeconds(12) });
        (await api.Get($"{Api.Rotations}/options")).Expect(200);
        Assert.Equal("12", (await api.Get("/api/v1/app-connections")).Headers["x-ratelimit-reset"]);
        api.Server.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(429, (await api.Get("/api/v1/app-connections")).Status);
        api.Server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await api.Get("/api/v1/app-connections")).Expect(200);
    }

    [Fact]
    public async Task Counts_each_route_by_itself_where_told_so()
    {
        await using var api = await Api.StartAsync(options => options.RateLimits = Small with { PerRoute = true });
        for (var time = 0; time < 2; time++)
        {
            (await api.Get($"{Api.Rotations}/options")).Expect(200);
            (await api.Get("/api/v1/app-connections")).Expect(200);
        }

        Assert.Equal(429, (await api.Get("/api/v1/app-connections")).Status);
    }

    [Fact]
    public async Task Counts_logins_as_writes_with_a_limit_of_their_own()
    {
        await using var api = await Api.StartAsync(options => options.RateLimits = Small);
        (await api.Post($"{Api.Aws}/{Guid.NewGuid()}/rotate-secrets")).Expect(404);
        (await Logins.LoginTests.LogIn(api, api.Server.Seed.Identity)).Expect(200);
        (await Logins.LoginTests.LogIn(api, api.Server.Seed.Identity)).Expect(200);
        Assert.Equal(429, (await Logins.LoginTests.LogIn(api, api.Server.Seed.Identity)).Status);
        Assert.Equal(429, (await api.Post($"{Api.Aws}/{Guid.NewGuid()}/rotate-secrets")).Status);
    }

    [Fact]
    public async Task Everything_together_has_a_cap()
    {
        await using var api = await Api.StartAsync(options => options.RateLimits = RateLimits.CloudFree with { Everything = 2 });
        (await api.Get($"{Api.Rotations}/options")).Expect(200);
        (await api.Get("/api/v1/projects")).Expect(200);
        Assert.Equal(429, (await api.Get("/api/v1/projects")).Status);
        (await api.Get("/api/status")).Expect(200);
    }

    [Fact]
    public async Task Comes_after_the_token_and_the_body_and_before_the_schema()
    {
        await using var api = await Api.StartAsync(options => options.RateLimits = Small);
        (await Logins.LoginTests.Ask(api, token: null)).Expect(401);
        (await api.Get("/nowhere")).Expect(404);
        using var broken = new HttpRequestMessage(HttpMethod.Post, Api.Aws) { Content = new StringContent("{", System.Text.Encoding.UTF8, "application/json") };
        (await api.SendAsync(broken)).Expect(400);
        (await api.Get($"{Api.Rotations}?projectId=")).Expect(422);
        (await api.Get($"{Api.Rotations}?projectId=")).Expect(422);
        (await api.Get($"{Api.Rotations}?projectId=")).Expect(429);
    }
}
