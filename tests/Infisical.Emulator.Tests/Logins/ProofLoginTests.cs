using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Logins;

/// <summary>Logins with the token of another issuer, or with a directory's password.</summary>
public sealed class ProofLoginTests
{
    public static TheoryData<string> TokenMethods => ["kubernetes-auth", "oidc-auth", "jwt-auth", "spiffe-auth", "azure-auth", "gcp-auth"];

    [Theory]
    [MemberData(nameof(TokenMethods))]
    public async Task Answers_a_token_that_opens_the_api(string method)
    {
        await using var api = await Api.StartAsync();
        var proof = api.Server.IssueProof(method, api.Server.Seed.Identity);
        var body = (await LogIn(api, method, proof)).Expect(200);
        Assert.Equal(200, (await LoginTests.Ask(api, body["accessToken"]!.GetValue<string>())).Status);
    }

    [Theory]
    [MemberData(nameof(TokenMethods))]
    public async Task Refuses_a_token_of_another_method_another_identity_or_another_time(string method)
    {
        await using var api = await Api.StartAsync();
        var good = api.Server.IssueProof(method, api.Server.Seed.Identity);
        foreach (var proof in new[]
        {
            api.Server.IssueProof(method == "jwt-auth" ? "oidc-auth" : "jwt-auth", api.Server.Seed.Identity),
            api.Server.IssueProof(method, new Identity("other")), $"{good}x", "a.b.c", "none",
        })
        {
            Assert.Equal(401, (await LogIn(api, method, proof)).Status);
        }

        api.Server.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(401, (await LogIn(api, method, good)).Status);
    }

    [Fact]
    public async Task Wants_the_audience_of_the_identity()
    {
        await using var api = await Api.StartAsync();
        var identity = api.Server.Seed.Identity with { Audience = "https://vault" };
        api.Server.World.Add(identity);
        Assert.Equal(401, (await LogIn(api, "oidc-auth", api.Server.IssueProof("oidc-auth", identity))).Status);
        (await LogIn(api, "oidc-auth", api.Server.IssueProof("oidc-auth", identity, "https://vault"))).Expect(200);
        Assert.Equal(401, (await LogIn(api, "gcp-auth", api.Server.IssueProof("gcp-auth", identity, "https://vault"))).Status);
    }

    [Fact]
    public async Task Locks_an_identity_of_a_directory_after_three_failures()
    {
        await using var api = await Api.StartAsync();
        var identity = api.Server.Seed.Identity;
        (await LogInLdap(api, identity)).Expect(200);
        for (var time = 0; time < 3; time++)
        {
            Assert.Equal(401, (await LogInLdap(api, identity with { LdapPassword = "wrong" })).Status);
        }

        (await LogInLdap(api, identity)).Refused(401, "UnauthorizedError", "This identity auth method is temporarily locked, please try again later");
        (await LoginTests.LogIn(api, identity)).Expect(200);
        Assert.Equal(422, (await LogInLdap(api, identity with { Id = "none" })).Status);
    }

    private static Task<Reply> LogIn(Api api, string method, string proof) => api.Post(
        $"/api/v1/auth/{method}/login", new JsonObject { ["identityId"] = api.Server.Seed.Identity.Id, ["jwt"] = proof });

    private static Task<Reply> LogInLdap(Api api, Identity identity) => api.Post(
        "/api/v1/auth/ldap-auth/login",
        new JsonObject { ["identityId"] = identity.Id, ["username"] = identity.LdapUsername, ["password"] = identity.LdapPassword });
}
