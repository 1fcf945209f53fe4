using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Login;

/// <summary>Access tokens that are valid for a shorter time than a login takes.</summary>
public sealed class ShortTokenTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_used_once_and_after_two_renewals_the_lifetime_is_reported()
    {
        var logins = 0;
        using var server = new StubServer(request =>
        {
            if (!request.IsLogin)
            {
                return Answers.Rotation();
            }

            _time.Advance(TimeSpan.FromSeconds(3));
            return Answers.Login($"token-{++logins}", expiresIn: 2);
        });
        using var client = Clients.For(server, _time);

        for (var call = 0; call < 3; call++)
        {
            await client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation);
        }

        for (var call = 0; call < 2; call++)
        {
            var failure = await Assert.ThrowsAsync<ApiException>(
                () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));
            Assert.Contains("tokens that are valid for 2 seconds", failure.Message, StringComparison.Ordinal);
            Assert.Equal((ApiFailure.NotConfigured, false), (failure.Failure, failure.IsOutcomeUnknown));
        }

        Assert.Equal(["token-1", "token-2", "token-3"], server.Calls.Select(call => call.Token));
        Assert.Equal(3, server.Logins.Count());
    }

    [Fact]
    public async Task One_slow_login_among_others_is_no_error()
    {
        var logins = 0;
        using var server = new StubServer(request =>
        {
            if (!request.IsLogin)
            {
                _time.Advance(TimeSpan.FromSeconds(2));
                return Answers.Rotation();
            }

            _time.Advance(TimeSpan.FromSeconds(++logins % 3 == 0 ? 0 : 3));
            return Answers.Login(expiresIn: 2);
        });
        using var client = Clients.For(server, _time);

        for (var call = 0; call < 12; call++)
        {
            await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);
        }

        Assert.Equal((12, 12), (logins, server.Calls.Count()));
    }

    [Fact]
    public async Task The_time_before_the_last_attempt_of_a_login_does_not_count()
    {
        var time = new ImmediateTime();
        var logins = 0;
        using var server = new StubServer(request => !request.IsLogin ? Answers.Rotation()
            : ++logins == 1 ? Answers.TooMany("120")
            : Answers.Login(expiresIn: 60));
        using var client = Clients.For(server, time);

        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);
        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Equal((2, 2), (logins, server.Calls.Count()));
    }
}
