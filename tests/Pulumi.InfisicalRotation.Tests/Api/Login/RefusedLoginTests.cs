using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Login;

public sealed class RefusedLoginTests
{
    private static readonly Credentials.Universal Current = new("client-2", "current-s3cret");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refused_credentials_are_never_tried_again()
    {
        using var server = new StubServer(_ => Answers.Error(401, "UnauthorizedError", "Invalid credentials"));
        using var client = Clients.For(server);

        for (var call = 0; call < 5; call++)
        {
            var failure = await Assert.ThrowsAsync<ApiException>(
                () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));
            Assert.Equal(
                (true, true, false), (failure.IsLogin, failure.IsCredentialsRefused, failure.IsOutcomeUnknown));
            Assert.Equal(
                "Logging in was refused by Infisical at infisical.test (401, UnauthorizedError): Invalid credentials. Request id req-7.",
                failure.Message);
            Assert.Equal(ApiHint.CheckCredentials, failure.Hint);
        }

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Credentials_of_the_environment_replace_refused_ones()
    {
        using var server = new StubServer(request => request switch
        {
            { IsLogin: true } when request.Body!.Contains("client-1", StringComparison.Ordinal) =>
                Answers.Error(401, "UnauthorizedError", "Invalid credentials"),
            { IsLogin: true } => Answers.Login(),
            _ => Answers.Rotation(),
        });
        var notices = new List<ApiNotice?>();
        using var client = new InfisicalClient(
            Clients.Options with { EnvironmentCredentials = Current, Notify = notices.Add }, server);

        Assert.NotNull(await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));
        Assert.NotNull(await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Equal(["client-1", "client-2"], server.Logins.Select(login => (string)login.Json["clientId"]!));
        Assert.Equal(
            new ApiNotice(
                IsWarning: true,
                "Logging in was refused by Infisical at infisical.test (401, UnauthorizedError): Invalid credentials. "
                    + "Request id req-7. The credentials of the environment are used instead."),
            Assert.Single(notices));
    }

    [Fact]
    public async Task The_same_credentials_in_the_environment_are_not_a_second_try()
    {
        using var server = new StubServer(_ => Answers.Error(401, "UnauthorizedError", "Invalid credentials"));
        using var client = new InfisicalClient(
            Clients.Options with { EnvironmentCredentials = new Credentials.Universal("client-1", "s3cret-for-test") },
            server);

        await Assert.ThrowsAsync<ApiException>(() => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task When_both_are_refused_each_was_tried_once_and_the_configured_ones_are_reported()
    {
        using var server = new StubServer(request =>
            Answers.Error(
                401,
                "UnauthorizedError",
                request.Body!.Contains("client-1", StringComparison.Ordinal) ? "first" : "second"));
        using var client = new InfisicalClient(Clients.Options with { EnvironmentCredentials = Current }, server);

        var failures = new List<string>();
        for (var call = 0; call < 3; call++)
        {
            var failure = await Assert.ThrowsAsync<ApiException>(
                () => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));
            failures.Add(failure.ServerText);
        }

        Assert.Equal(["first", "first", "first"], failures);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(401, "UnauthorizedError")]
    [InlineData(403, "TokenError")]
    public async Task A_refused_ready_token_is_replaced_by_the_token_of_the_environment(int status, string error)
    {
        using var server = new StubServer(
            request => request.Token == "stored" ? Answers.Error(status, error, "no") : Answers.Rotation());
        var notices = new List<ApiNotice?>();
        using var client = new InfisicalClient(
            Clients.Options with
            {
                Credentials = new Credentials.Token("stored"),
                EnvironmentCredentials = new Credentials.Token("fresh"),
                Notify = notices.Add,
            },
            server);

        Assert.NotNull(await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));
        Assert.NotNull(await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Equal(["stored", "fresh", "fresh"], server.Requests.Select(request => request.Token));
        Assert.Equal(
            new ApiNotice(
                IsWarning: true,
                "Infisical at infisical.test does not accept the access token of the configuration. The credentials of the "
                    + "environment are used instead."),
            Assert.Single(notices));
    }

    [Fact]
    public async Task Without_another_token_a_refused_one_fails_the_call()
    {
        using var server = new StubServer(_ => Answers.TokenExpired());
        using var client = new InfisicalClient(
            Clients.Options with { Credentials = new Credentials.Token("stored") }, server);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Equal((true, "TokenError"), (failure.IsCredentialsRefused, failure.ErrorName));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Without_configured_credentials_those_of_the_environment_are_used()
    {
        using var server = new StubServer(_ => Answers.Rotation());
        using var client = new InfisicalClient(
            Clients.Options with { Credentials = null, EnvironmentCredentials = new Credentials.Token("env") }, server);

        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Equal("env", Assert.Single(server.Requests).Token);
    }

    [Fact]
    public async Task Without_credentials_nothing_is_sent_and_the_missing_part_is_reported()
    {
        using var server = new StubServer(_ => Answers.Rotation());
        using var client = new InfisicalClient(
            Clients.Options with { Credentials = null, PartialCredentials = "The secret is missing." }, server);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Equal((ApiFailure.NotConfigured, ApiHint.GiveCredentials), (failure.Failure, failure.Hint));
        Assert.Equal(
            "There are no credentials for Infisical at infisical.test. The secret is missing.", failure.Message);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(400, "X", nameof(ApiHint.CheckCredentials))]
    [InlineData(
        401, "This identity auth method is temporarily locked, please try again later", nameof(ApiHint.WaitForUnlock))]
    [InlineData(429, "X", nameof(ApiHint.None))]
    [InlineData(500, "X", nameof(ApiHint.None))]
    public async Task A_login_failure_has_the_hint_of_its_cause(int status, string text, string hint)
    {
        using var server = new StubServer(_ => Answers.Error(status, "X", text));
        using var client = new InfisicalClient(Clients.Options with { MaxRetries = 0 }, server);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Equal(hint, failure.Hint.ToString());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task A_login_that_fails_for_another_reason_is_retried_by_the_next_call(int status)
    {
        var isFirst = true;
        using var server = new StubServer(request =>
        {
            var answer = !request.IsLogin
                ? Answers.Rotation()
                : isFirst ? Answers.Error(status, "X", "not now") : Answers.Login();
            isFirst = false;
            return answer;
        });
        using var client = Clients.For(server);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Equal((status, true), (failure.Status, failure.IsLogin));
        Assert.NotNull(await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));
    }

    [Fact]
    public async Task Credentials_of_the_environment_that_are_not_tried_are_named_after_a_refusal()
    {
        var notices = new List<ApiNotice?>();
        using var server = new StubServer(_ => Answers.Error(401, "UnauthorizedError", "Invalid credentials"));
        using var client = new InfisicalClient(
            Clients.Options with { UnusedCredentials = "They are not tried.", Notify = notices.Add }, server);

        await Assert.ThrowsAsync<ApiException>(() => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));
        await Assert.ThrowsAsync<ApiException>(() => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Equal(new ApiNotice(IsWarning: true, "They are not tried."), Assert.Single(notices));
    }
}
