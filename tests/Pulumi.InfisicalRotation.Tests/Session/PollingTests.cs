using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

public sealed class PollingTests
{
    private static ApiException Failure =>
        new("It failed.") { Failure = ApiFailure.Answered, Operation = "Looking", Status = 500 };

    [Fact]
    public async Task Polling_ends_with_the_first_result_and_waits_before_each_poll()
    {
        var time = new QuickTime();
        var polls = 0;

        var result = await Polling.Until(time, Polling.Short, _ => Task.FromResult(++polls == 4 ? "found" : null));

        Assert.Equal(("found", null, 4), (result.Found, result.Fault, polls));
        Assert.Equal(TimeSpan.FromSeconds(1.75), time.Waited);
    }

    [Theory]
    [InlineData("f....", false)]
    [InlineData("....f", true)]
    [InlineData("fffff", true)]
    [InlineData("ffff.", false)]
    public async Task The_last_poll_decides_whether_the_outcome_is_unknown(string polls, bool isFault)
    {
        var poll = 0;

        var result = await Polling.Until<string>(
            new QuickTime(), Polling.Short, _ => polls[poll++] == 'f' ? throw Failure : Task.FromResult<string?>(null));

        Assert.Null(result.Found);
        Assert.Equal(isFault, result.Fault is not null);
        Assert.Equal(polls.Length, poll);
    }

    [Theory]
    [InlineData(false, "Infisical did not answer in time.")]
    [InlineData(true, "It failed.")]
    public async Task An_unreachable_server_ends_the_polling_with_the_latest_failure(bool hasFailed, string message)
    {
        var time = new QuickTime();
        var polls = 0;

        var result = await Polling.Until<string>(time, Polling.Short, async ended =>
        {
            if (hasFailed && polls++ == 0)
            {
                throw Failure;
            }

            var never = Task.Delay(Timeout.InfiniteTimeSpan, ended);
            time.ExpireLimits();
            await never;
            return null;
        });

        Assert.Null(result.Found);
        Assert.Equal(message, result.Fault?.Message);
    }

    [Fact]
    public async Task A_slow_server_gets_a_minute_more_than_the_waits_take()
    {
        var time = new FakeTimeProvider();
        var token = CancellationToken.None;
        var polling = Polling.Until<string>(time, Polling.Short, async ended =>
        {
            token = ended;
            await Task.Delay(Timeout.InfiniteTimeSpan, ended);
            return null;
        });

        time.Advance(TimeSpan.FromSeconds(63));
        Assert.False(token.IsCancellationRequested);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ApiFailure.TimedOut, (await polling).Fault?.Failure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancelled_caller_ends_the_waits_and_the_read(bool isReading)
    {
        using var cancelled = new CancellationTokenSource();
        var polls = 0;
        var polling = Polling.UntilOrCancelled<string>(
            new FakeTimeProvider(),
            isReading ? [TimeSpan.Zero] : [TimeSpan.Zero, TimeSpan.FromHours(1)],
            async ended =>
            {
                polls++;
                await (isReading ? Task.Delay(Timeout.InfiniteTimeSpan, ended) : Task.CompletedTask);
                return null;
            },
            cancelled.Token);

        Assert.False(polling.IsCompleted);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => polling);
        Assert.Equal(1, polls);
    }
}
