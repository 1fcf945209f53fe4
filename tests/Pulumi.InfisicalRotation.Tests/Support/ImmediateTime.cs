using System.Collections.Concurrent;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>
/// A clock on which every wait ends immediately and time passes by its length. It records the length of each wait.
/// </summary>
/// <param name="waited">Called with every wait.</param>
internal sealed class ImmediateTime(Action<TimeSpan>? waited = null) : TimeProvider
{
    private readonly Lock _gate = new();
    private DateTimeOffset _now = new(2026, 8, 1, 10, 15, 0, TimeSpan.Zero);

    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Elapsed(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Pass(TimeSpan wait)
    {
        Waits.Enqueue(wait);
        lock (_gate)
        {
            _now += wait;
        }

        waited?.Invoke(wait);
    }

    private sealed class Elapsed(ImmediateTime time, TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                time.Pass(dueTime);
                ThreadPool.QueueUserWorkItem(_ => callback(state));
            }

            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
