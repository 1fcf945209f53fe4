using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Login.Proofs;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Login.Proofs;

public sealed class GitHubTokenTests
{
    private const string Request = "request-token-for-test";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/token?api-version=2.0", null, "/token?api-version=2.0")]
    [InlineData("/token?api-version=2.0", "a b", "/token?api-version=2.0&audience=a%20b")]
    [InlineData("/token", "https://vault", "/token?audience=https%3A%2F%2Fvault")]
    public async Task The_token_is_requested_with_the_job_and_the_audience(string path, string? audience, string asked)
    {
        await using var github = await IssuingServer.StartAsync(_ => (200, """{"count":1,"value":"a.b.c"}"""));

        var token = await Read(new GitHubToken(audience, Variables(new Uri(github.Address, path).ToString())));

        Assert.Equal("a.b.c", token);
        var arrived = Assert.Single(github.Requests);
        Assert.Equal(("GET", asked, $"Bearer {Request}"), (arrived.Method, arrived.Path, arrived.Headers["Authorization"]));
    }

    [Theory]
    [InlineData(GitHubToken.AddressVariable)]
    [InlineData(GitHubToken.TokenVariable)]
    public async Task A_job_without_the_permission_is_named(string missing)
    {
        var source = new GitHubToken(null, name => name == missing ? null : "http://127.0.0.1:9/x");

        var failure = await Assert.ThrowsAsync<ApiException>(() => Read(source));

        Assert.Contains($"{missing} is not set", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the permission id-token: write", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_temporary_failure_is_retried_a_few_times()
    {
        var requests = 0;
        await using var github = await IssuingServer.StartAsync(
            _ => ++requests < 3 ? (requests == 1 ? 503 : 429, "later") : (200, """{"value":"a.b.c"}"""));

        Assert.Equal("a.b.c", await Read(new GitHubToken(null, Variables(github.Address.ToString()))));
        Assert.Equal(3, requests);
    }

    [Theory]
    [InlineData(500, "not now", 4, "refused the request (500): not now")]
    [InlineData(403, "request-token-for-test is wrong", 1, "refused the request (403): [secret] is wrong")]
    [InlineData(302, "", 1, "refused the request (302).")]
    [InlineData(200, "<html>", 1, "contains no value.")]
    [InlineData(200, "{}", 1, "contains no value.")]
    [InlineData(200, "{\"value\":\"\"}", 1, "contains no value.")]
    [InlineData(200, "{\"value\":\"two words\"}", 1, "contains no token")]
    public async Task A_response_without_a_token_is_one_sentence(int status, string body, int requests, string reason)
    {
        await using var github = await IssuingServer.StartAsync(_ => (status, body));

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => Read(new GitHubToken(null, Variables(github.Address.ToString()))));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Request, failure.Message, StringComparison.Ordinal);
        Assert.Equal(requests, github.Requests.Count);
    }

    [Fact]
    public async Task A_response_without_an_end_and_a_server_that_is_not_there_are_one_sentence()
    {
        await using var endless = await IssuingServer.StartAsync(_ => (200, new string('x', 1024 * 1024)));

        var large = await Assert.ThrowsAsync<ApiException>(
            () => Read(new GitHubToken(null, Variables(endless.Address.ToString()))));
        var gone = await Assert.ThrowsAsync<ApiException>(
            () => Read(new GitHubToken(null, Variables("http://127.0.0.1:1/x"))));
        var none = await Assert.ThrowsAsync<ApiException>(() => Read(new GitHubToken(null, Variables("file:///x"))));

        Assert.Contains("could not be reached", large.Message, StringComparison.Ordinal);
        Assert.Contains("GitHub Actions at http://127.0.0.1:1/x could not be reached", gone.Message, StringComparison.Ordinal);
        Assert.Contains("contains no http or https address", none.Message, StringComparison.Ordinal);
    }

    private static Func<string, string?> Variables(string address) => name => name switch
    {
        GitHubToken.AddressVariable => address,
        GitHubToken.TokenVariable => Request,
        _ => null,
    };

    private static async Task<string> Read(ITokenSource source)
    {
        using var server = new StubServer(request => request.IsLogin ? Answers.Login() : Answers.Rotation());
        using var client = new InfisicalClient(
            Clients.Options with
            {
                Credentials = new Credentials.Identity("oidc-auth", "id", new JwtProof("id", source)),
                ProofTimeout = Timeout.InfiniteTimeSpan,
                TimeProvider = new ImmediateTime(),
            },
            server);
        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);
        return (string)server.Logins.Single().Json["jwt"]!;
    }
}
