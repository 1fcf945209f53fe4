using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Protocol.Hosting;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Hosting;

public sealed class InFlightTests : IDisposable
{
    private readonly InFlight _inFlight = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken End => TestContext.Current.CancellationToken;

    public void Dispose() => _inFlight.Dispose();

    [Fact]
    public void It_is_idle_after_the_last_of_several_calls()
    {
        var (first, second) = (Enter(), Enter());
        var idle = _inFlight.WhenIdle();

        first.Dispose();
        var early = idle.IsCompleted;
        second.Dispose();

        Assert.Equal((false, true, true), (early, idle.IsCompletedSuccessfully, _inFlight.WhenIdle().IsCompleted));
    }

    [Fact]
    public void Every_waiter_is_notified()
    {
        var call = Enter();
        var (one, other) = (_inFlight.WhenIdle(), _inFlight.WhenIdle());

        call.Dispose();

        Assert.Equal((true, true), (one.IsCompletedSuccessfully, other.IsCompletedSuccessfully));
    }

    [Fact]
    public void It_can_be_busy_and_idle_again()
    {
        var before = Enter();
        _ = _inFlight.WhenIdle();
        before.Dispose();
        var after = Enter();
        var idle = _inFlight.WhenIdle();
        var early = idle.IsCompleted;

        after.Dispose();

        Assert.Equal((false, true), (early, idle.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task Cancel_ends_every_call_in_flight_and_no_later_one()
    {
        using var first = Enter();
        using var second = Enter();

        _inFlight.Cancel();
        using var later = Enter();
        await Ended(first.Cancelled);
        await Ended(second.Cancelled);

        Assert.False(later.Cancelled.IsCancellationRequested);
        Assert.False(first.Abandoned.IsCancellationRequested);
        Assert.False(second.Abandoned.IsCancellationRequested);
    }

    [Fact]
    public async Task A_second_Cancel_ends_the_calls_that_came_after_the_first()
    {
        _inFlight.Cancel();
        using var call = Enter();

        _inFlight.Cancel();

        await Ended(call.Cancelled);
    }

    /// <summary>The engine gives its Cancel call five seconds, however long the calls take to end.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_calls_are_ended_on_another_thread(bool byCancel)
    {
        using var call = Enter();
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var token = byCancel ? call.Cancelled : call.Abandoned;
        await using var registration = token.UnsafeRegister(
            _ => ended.TrySetResult(Environment.CurrentManagedThreadId), null);

        // A thread of its own, which does nothing else while it waits.
        var (caller, callee) = await Task.Factory.StartNew(
            () =>
            {
                (byCancel ? (Action)_inFlight.Cancel : _inFlight.Abandon)();
                ended.Task.Wait(TimeSpan.FromSeconds(30), End);
                return (Environment.CurrentManagedThreadId, ended.Task.IsCompleted ? ended.Task.Result : 0);
            },
            End,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        Assert.NotEqual(0, callee);
        Assert.NotEqual(caller, callee);
    }

    [Fact]
    public async Task A_call_after_the_end_of_the_engine_is_abandoned_from_the_start()
    {
        using var before = Enter();
        _inFlight.Abandon();
        await Ended(before.Abandoned);

        using var after = Enter();

        Assert.Equal((true, true), (after.Abandoned.IsCancellationRequested, after.Cancelled.IsCancellationRequested));
    }

    [Fact]
    public async Task A_dropped_call_abandons_itself_only()
    {
        using var drop = new CancellationTokenSource();
        using var dropped = _inFlight.Enter(0, _time, drop.Token);
        using var other = Enter();

        await drop.CancelAsync();

        Assert.True(dropped.Abandoned.IsCancellationRequested && dropped.Cancelled.IsCancellationRequested);
        Assert.False(other.Abandoned.IsCancellationRequested || other.Cancelled.IsCancellationRequested);
    }

    private CallScope Enter() => _inFlight.Enter(0, _time, CancellationToken.None);

    private static async Task Ended(CancellationToken token)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.UnsafeRegister(_ => ended.TrySetResult(), null);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), End);
    }
}
