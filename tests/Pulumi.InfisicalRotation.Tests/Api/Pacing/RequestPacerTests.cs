using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Pacing;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Api.Secrets;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Pacing;

/// <summary>One request after the other, with answers that the test gives.</summary>
public sealed class RequestPacerTests : IDisposable
{
    private static readonly ApiRequest Read = RotationRoutes.Get(Clients.Type, Answers.RotationId);
    private static readonly ApiRequest Write = RotationRoutes.Rotate(Clients.Type, Answers.RotationId);
    private static readonly ApiRequest SecretsRead = SecretRoutes.ListNames("p1", "dev", "/");
    private static readonly ApiRequest Login = LoginRoutes.Universal(
        new Credentials.Universal("id", "s"), organization: null);

    private static readonly Dictionary<string, ApiRequest> Requests =
        new() { ["read"] = Read, ["write"] = Write, ["secrets"] = SecretsRead };

    private readonly FakeTimeProvider _time = new();
    private readonly RequestPacer _pacing;

    public RequestPacerTests() => _pacing = new RequestPacer(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Pairs =>
        [.. from full in Requests.Keys from other in Requests.Keys select (full, other)];

    public void Dispose() => _pacing.Dispose();

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task An_exhausted_class_delays_only_its_own_requests(string full, string other)
    {
        await Send(Requests[full], remaining: 0);

        Assert.Equal(full != other, Send(Requests[other], remaining: 5).IsCompleted);
    }

    [Fact]
    public async Task A_broken_request_counts_as_used_until_the_window_ends()
    {
        await Send(Read, remaining: 1);
        await Assert.ThrowsAsync<IOException>(() => _pacing.SendWithinLimitAsync(Read, () => BrokenOff, Cancellation));
        var next = Send(Read, remaining: 5);
        var early = next.IsCompleted;

        _time.Advance(TimeSpan.FromSeconds(62));
        await next.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.False(early);
    }

    [Fact]
    public async Task A_request_that_cannot_begin_gives_back_its_turn()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => _pacing.SendWithinLimitAsync(
                Read, () => throw new InvalidOperationException("It fails."), Cancellation));

        Assert.True(Send(Read, remaining: 5).IsCompleted);
    }

    [Fact]
    public async Task After_a_broken_first_request_the_next_one_is_the_first()
    {
        await Assert.ThrowsAsync<IOException>(() => _pacing.SendWithinLimitAsync(Read, () => BrokenOff, Cancellation));

        Assert.True(Send(Read, remaining: 5).IsCompleted);
    }

    [Fact]
    public async Task An_unsent_request_does_not_use_the_limit()
    {
        await Send(Read, remaining: 1);

        var answer = await _pacing.SendWithinLimitAsync(Read, () => Task.FromResult<ApiAnswer?>(null), Cancellation);

        Assert.Null(answer);
        Assert.True(Send(Read, remaining: 0).IsCompleted);
    }

    [Fact]
    public async Task A_login_counts_as_a_write_but_its_own_limits_are_not_those_of_writes()
    {
        await Send(Write, remaining: 2);

        await Send(Login, remaining: 0);
        var first = Send(Write, remaining: 0);

        Assert.Equal((true, false), (first.IsCompleted, Send(Write, remaining: 5).IsCompleted));
    }

    [Fact]
    public async Task A_login_goes_before_the_writes_that_wait_for_it()
    {
        await Send(Write, remaining: 0);
        var sent = new List<string>();
        var write = Send(Write, remaining: 5, () => sent.Add("write"));
        var login = Send(Login, remaining: 5, () => sent.Add("login"));

        _time.Advance(TimeSpan.FromSeconds(62));
        await Task.WhenAll(write, login).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal(["login", "write"], sent);
    }

    private static Task<ApiAnswer?> BrokenOff => Task.FromException<ApiAnswer?>(new IOException("cut"));

    private async Task Send(ApiRequest request, int remaining, Action? sent = null) => await _pacing.SendWithinLimitAsync(
        request,
        () =>
        {
            sent?.Invoke();
            var limit = new RateLimit(remaining, TimeSpan.FromSeconds(60));
            return Task.FromResult<ApiAnswer?>(new ApiAnswer { Status = 200, Body = default, Limit = limit });
        },
        Cancellation);
}
