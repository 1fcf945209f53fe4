using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Http;

/// <summary>A request that waits for one of the slots, which all other requests occupy.</summary>
public sealed class SlotTests
{
    private const int Slots = 32;

    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource _release = new();
    private readonly TaskCompletionSource _occupied = new();
    private int _reads;
    private int _logins;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_check_that_became_old_during_the_wait_is_repeated_before_the_request_is_sent()
    {
        using var server = new StubServer(Answer);
        using var client = Clients.For(server, _time);
        var reads = await Occupy(client);
        var events = new List<string>();
        var condition = new RequestCondition(_time, () =>
        {
            events.Add($"check after {server.Calls.Count(call => call.Method == "POST")} requests");
            return Task.CompletedTask;
        });

        var write = client.RotateSecretsAsync(Clients.Type, Answers.RotationId, Cancellation, condition);
        _time.Advance(TimeSpan.FromSeconds(6));
        _release.SetResult();
        await write.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await Task.WhenAll(reads);

        Assert.Equal(["check after 0 requests", "check after 0 requests"], events);
        Assert.Single(server.Calls, call => call.Method == "POST");
    }

    [Fact]
    public async Task A_token_that_expired_during_the_wait_is_renewed_before_the_request_is_sent()
    {
        using var server = new StubServer(Answer);
        using var client = Clients.For(server, _time);
        var reads = await Occupy(client);

        var write = client.RotateSecretsAsync(Clients.Type, Answers.RotationId, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(600));
        _release.SetResult();
        await write.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await Task.WhenAll(reads);

        Assert.Equal("token-2", Assert.Single(server.Calls, call => call.Method == "POST").Token);
    }

    /// <summary>The first read shows that there is no rate limit; the next ones get no answer for now.</summary>
    private async Task<Task[]> Occupy(Pulumi.InfisicalRotation.Api.InfisicalClient client)
    {
        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);
        Task[] reads =
        [
            .. Enumerable.Range(0, Slots).Select(
                _ => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation)),
        ];
        await _occupied.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        return reads;
    }

    private async Task<HttpResponseMessage> Answer(Arrived request)
    {
        if (request.IsLogin)
        {
            return Answers.Login($"token-{Interlocked.Increment(ref _logins)}", expiresIn: 600);
        }

        if (request.Method == "GET" && Interlocked.Increment(ref _reads) is > 1 and var count)
        {
            if (count == Slots + 1)
            {
                _occupied.SetResult();
            }

            await _release.Task;
        }

        return Answers.Rotation();
    }
}
