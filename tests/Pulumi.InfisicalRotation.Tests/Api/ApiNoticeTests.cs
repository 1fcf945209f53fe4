using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Pacing;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api;

public sealed class ApiNoticeTests
{
    private readonly ConcurrentQueue<ApiNotice> _notices = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://infisical.test", 1)]
    [InlineData("http://10.0.0.7:8080", 1)]
    [InlineData("https://infisical.test", 0)]
    [InlineData("http://127.0.0.1:8080", 0)]
    [InlineData("http://localhost", 0)]
    [InlineData("http://[::1]:8080", 0)]
    public async Task Plain_HTTP_to_another_machine_is_one_warning(string host, int warnings)
    {
        using var server = new StubServer(request => request.IsLogin ? Answers.Login() : Answers.Rotation());
        using var client = Client(new Uri(host), server);

        await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation)));

        Assert.Equal(warnings, _notices.Count(notice => notice.IsWarning));
        Assert.All(_notices, notice => Assert.Contains("is not encrypted", notice.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_request_there_is_no_warning()
    {
        using var server = new StubServer(_ => Answers.Rotation());
        using var client = Client(new Uri("http://infisical.test"), server);

        Assert.Empty(_notices);
    }

    [Fact]
    public async Task A_long_wait_for_the_rate_limit_is_reported_once_for_all_that_wait()
    {
        var time = new FakeTimeProvider();
        using var server = new StubServer(_ => Answers.Rotation()
            .With("x-ratelimit-remaining", "0").With("x-ratelimit-reset", "50"));
        using var client = Client(new Uri("https://infisical.test"), server, time);
        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        var waiting = Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation)));

        Assert.Equal(
            "The rate limit of Infisical at infisical.test is used up. The provider sends the next request in 52 seconds.",
            Assert.Single(_notices).Text);
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task A_short_wait_for_the_rate_limit_is_not_reported()
    {
        var waits = new List<TimeSpan>();
        using var window = new RateWindow(new FakeTimeProvider(), waits.Add);

        _ = await window.EnterAsync(isUrgent: false, Cancellation);
        _ = window.EnterAsync(isUrgent: false, Cancellation);

        Assert.Empty(waits);
        Assert.Null(ApiNotice.RateLimit("a", TimeSpan.FromSeconds(30)));
    }

    private InfisicalClient Client(Uri host, StubServer server, TimeProvider? time = null) => new(
        Clients.Options with
        {
            Host = host,
            Credentials = new Credentials.Token("ready"),
            TimeProvider = time ?? new ImmediateTime(),
            Notify = notice =>
            {
                if (notice is not null)
                {
                    _notices.Enqueue(notice);
                }
            },
        },
        server);
}
