using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Login;

public sealed class MachineLoginTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Concurrent_callers_share_one_login()
    {
        using var server = new StubServer(request => request.IsLogin ? Answers.Login() : Answers.Rotation());
        using var client = Clients.For(server);

        await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation)));

        Assert.Equal((1, 50), (server.Logins.Count(), server.Calls.Count()));
    }

    [Fact]
    public async Task The_login_names_the_identity_and_the_organisation_under_both_its_names()
    {
        using var server = new StubServer(request => request.IsLogin ? Answers.Login() : Answers.Rotation());
        using var client = new InfisicalClient(Clients.Options with { OrganizationSlug = "team-a" }, server);

        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        var login = Assert.Single(server.Logins);
        Assert.Equal(("POST", "/api/v1/auth/universal-auth/login", null), (login.Method, login.Path, login.Token));
        Assert.Equal("""{"clientId":"client-1","clientSecret":"s3cret-for-test","organizationSlug":"team-a","subOrganizationName":"team-a"}""", login.Body);
    }

    [Fact]
    public async Task A_ready_token_is_used_without_a_login()
    {
        using var server = new StubServer(_ => Answers.Rotation());
        using var client = new InfisicalClient(
            Clients.Options with { Credentials = new Credentials.Token("ready-token") }, server);

        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Equal("ready-token", Assert.Single(server.Requests).Token);
    }

    [Fact]
    public async Task A_token_that_expires_under_many_callers_is_renewed_once_for_all()
    {
        var logins = 0;
        var isExpired = false;
        using var server = new StubServer(request => request switch
        {
            { IsLogin: true } => Answers.Login($"token-{Interlocked.Increment(ref logins)}"),
            { Token: "token-1" } when Volatile.Read(ref isExpired) => Answers.TokenExpired(),
            _ => Answers.Rotation(),
        });
        using var client = Clients.For(server);
        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);
        Volatile.Write(ref isExpired, true);

        var rotations = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation)));

        Assert.Equal((50, 2), (rotations.Length, logins));
        Assert.Equal(50, server.Calls.Count(call => call is { Method: "POST", Token: "token-2" }));
    }

    [Fact]
    public async Task A_revoked_token_is_renewed_too()
    {
        var logins = 0;
        using var server = new StubServer(request => request switch
        {
            { IsLogin: true } => Answers.Login($"token-{++logins}"),
            { Token: "token-1" } => Answers.Error(401, "UnauthorizedError", "No identity access token found"),
            _ => Answers.Rotation(),
        });
        using var client = Clients.For(server);

        Assert.NotNull(await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Equal(2, logins);
    }

    [Fact]
    public async Task A_missing_permission_causes_no_new_login()
    {
        using var server = new StubServer(
            request => request.IsLogin ? Answers.Login() : Answers.Error(403, "PermissionDenied", "no"));
        using var client = Clients.For(server);

        await Assert.ThrowsAsync<ApiException>(() => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Equal((1, 1), (server.Logins.Count(), server.Calls.Count()));
    }

    [Fact]
    public async Task A_server_that_refuses_new_tokens_does_not_cause_a_login_for_every_call()
    {
        using var server = new StubServer(request => request.IsLogin ? Answers.Login() : Answers.TokenExpired());
        using var client = Clients.For(server);

        for (var call = 0; call < 20; call++)
        {
            var failure = await Assert.ThrowsAsync<ApiException>(
                () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));
            Assert.Equal((true, false), (failure.IsCredentialsRefused, failure.IsOutcomeUnknown));
        }

        Assert.Equal(3, server.Logins.Count());
    }

    [Fact]
    public async Task A_token_is_renewed_shortly_before_it_expires()
    {
        var time = new FakeTimeProvider();
        using var server = new StubServer(
            request => request.IsLogin ? Answers.Login(expiresIn: 600) : Answers.Rotation());
        using var client = Clients.For(server, time);
        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        time.Advance(TimeSpan.FromSeconds(569));
        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);
        var before = server.Logins.Count();
        time.Advance(TimeSpan.FromSeconds(1));
        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Equal((1, 2), (before, server.Logins.Count()));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("315360000000000")]
    [InlineData("null")]
    public async Task A_token_without_an_expiry_is_kept(string expiresIn)
    {
        var time = new FakeTimeProvider();
        using var server = new StubServer(request => request.IsLogin
            ? Answers.Json(200, $$"""{"accessToken":"t","expiresIn":{{expiresIn}}}""")
            : Answers.Rotation());
        using var client = Clients.For(server, time);
        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        time.Advance(TimeSpan.FromDays(300));
        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Single(server.Logins);
    }

    [Fact]
    public async Task A_caller_that_cancels_leaves_the_login_to_the_others()
    {
        var login = new TaskCompletionSource<HttpResponseMessage>();
        using var server = new StubServer(
            request => request.IsLogin ? login.Task : Task.FromResult(Answers.Rotation()));
        using var client = Clients.For(server);
        using var cancelling = new CancellationTokenSource();
        var first = client.GetRotationAsync(Clients.Type, Answers.RotationId, cancelling.Token);
        var second = client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        login.SetResult(Answers.Login());

        Assert.NotNull(await second);
        Assert.Single(server.Logins);
    }

    [Fact]
    public async Task A_login_without_a_token_in_its_answer_fails_with_a_known_outcome()
    {
        using var server = new StubServer(_ => Answers.Json(200, """{"token":"s3cret-token-of-another-form"}"""));
        using var client = Clients.For(server);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

        Assert.Equal((ApiFailure.Broken, true, false), (failure.Failure, failure.IsLogin, failure.IsOutcomeUnknown));
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }
}
