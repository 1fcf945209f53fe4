using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Api.Pacing;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Pacing;

/// <summary>
/// A clock that runs its timer while it is read, as the fake one of .NET may: the alarm then enters the window again
/// on the thread that holds its lock. The system's clock runs timers on other threads only, and may run them early.
/// </summary>
public sealed class RateWindowReentranceTests : IDisposable
{
    private readonly ReentrantTime _time = new();
    private readonly RateWindow _window;

    public RateWindowReentranceTests() => _window = new RateWindow(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _window.Dispose();
        _time.Dispose();
    }

    [Fact]
    public async Task A_window_that_ends_while_a_ticket_is_given_completes_every_waiter_once()
    {
        _window.Answered(await Enter(), Answer(remaining: 1), reportsThisLimit: true);
        var unused = await Enter();
        Task<RateTicket>[] waiting = [Enter(), Enter()];

        // The first look at the clock finds the window running, the second one finds it over.
        _time.NextReads(TimeSpan.Zero, TimeSpan.FromSeconds(90));
        _window.Release(unused);

        Assert.All(waiting, ticket => Assert.True(ticket.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task A_ticket_for_which_no_waiter_is_left_is_given_back()
    {
        _window.Answered(await Enter(), Answer(remaining: 1), reportsThisLimit: true);
        _time.NextReads(TimeSpan.FromSeconds(5));
        var slow = await Enter();
        Task<RateTicket>[] waiting = [Enter(), Enter(), Enter()];

        // The server's window ended early. The alarm of the old one is still set, and admits all three within the next
        // look at the clock.
        _time.NextReads(TimeSpan.FromSeconds(60.5), TimeSpan.FromSeconds(61.5));
        _window.Answered(slow, Answer(remaining: 50), reportsThisLimit: true);

        Assert.All(waiting, ticket => Assert.True(ticket.IsCompletedSuccessfully));
        Assert.Equal(47, Enumerable.Range(0, 60).Count(_ => Enter().IsCompleted));
    }

    /// <summary>Two clocks of one machine need not agree to the millisecond.</summary>
    [Fact]
    public async Task A_timer_that_fires_early_is_set_again()
    {
        _window.Answered(await Enter(), Answer(remaining: 0), reportsThisLimit: true);
        var waiting = Enter();

        _time.RunAlarmEarly();
        var early = waiting.IsCompleted;
        _time.NextReads(TimeSpan.FromSeconds(90));
        _time.GetTimestamp();

        Assert.Equal((false, true), (early, waiting.IsCompleted));
    }

    private Task<RateTicket> Enter() => _window.EnterAsync(isUrgent: false, Cancellation);

    private static ApiAnswer Answer(int remaining) =>
        new() { Status = 200, Body = default, Limit = new RateLimit(remaining, TimeSpan.FromSeconds(60)) };

    /// <summary>A clock with one timer, which is the clock itself.</summary>
    private sealed class ReentrantTime : TimeProvider, ITimer
    {
        private readonly Queue<TimeSpan> _next = new();
        private Action? _ring;
        private TimeSpan _now;
        private TimeSpan? _due;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        /// <summary>What the next looks at the clock find; the last one stays.</summary>
        public void NextReads(params ReadOnlySpan<TimeSpan> times)
        {
            foreach (var time in times)
            {
                _next.Enqueue(time);
            }
        }

        public override long GetTimestamp()
        {
            _now = _next.TryDequeue(out var next) ? next : _now;
            var found = _now;
            RunIfDue(found);
            return found.Ticks;
        }

        public void RunAlarmEarly() => RunIfDue(TimeSpan.MaxValue);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ring = () => callback(state);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : _now + dueTime;
            return true;
        }

        public void Dispose() => _due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void RunIfDue(TimeSpan now)
        {
            if (_due <= now)
            {
                _due = null;
                _ring?.Invoke();
            }
        }
    }
}
