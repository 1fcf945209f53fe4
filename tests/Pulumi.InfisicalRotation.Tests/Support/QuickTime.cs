using System.Collections.Concurrent;
using Pulumi.InfisicalRotation.Api;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>
/// A clock of its own: a wait ends as soon as it begins, and its length is added to the time. A limit, which is as long
/// as the shortest time-out or longer, never ends by itself but only with <see cref="ExpireLimits"/>, so a busy machine
/// changes no result.
/// </summary>
internal sealed class QuickTime : TimeProvider
{
    /// <summary>
    /// The longest wait between two polls is 25 seconds, and the limits of requests and of polling are 60 seconds or
    /// more.
    /// </summary>
    private static readonly TimeSpan ShortestLimit = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<Timer, bool> _limits = new();
    private readonly ConcurrentDictionary<Timer, bool> _held = new();
    private readonly List<(TimeSpan At, Func<Task> Event)> _events = [];
    private DateTimeOffset _now = System.GetUtcNow();
    private TimeSpan _waited;
    private bool _isHolding;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The length of all waits so far.</summary>
    public TimeSpan Waited
    {
        get
        {
            lock (_gate)
            {
                return _waited;
            }
        }
    }

    /// <summary>No two readings are the same, as on a real clock.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now += TimeSpan.FromMicroseconds(1);
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Time passes without a wait.</summary>
    public void Advance(TimeSpan by)
    {
        lock (_gate)
        {
            _now += by;
        }
    }

    /// <summary>
    /// Something happens elsewhere when the waits from now on come to this length; the wait that reaches it ends
    /// afterwards.
    /// </summary>
    public void After(TimeSpan waited, Func<Task> happens)
    {
        lock (_gate)
        {
            _events.Add((_waited + waited, happens));
        }
    }

    /// <summary>Waits that begin from now on go on until <see cref="Release"/>.</summary>
    public void Hold() => _isHolding = true;

    public void Release()
    {
        _isHolding = false;
        foreach (var timer in _held.Keys)
        {
            Pass(timer);
        }
    }

    /// <summary>Every pending time limit expires.</summary>
    public void ExpireLimits()
    {
        foreach (var timer in _limits.Keys)
        {
            timer.Fire();
        }
    }

    /// <summary>The limit of a request for a proof is shorter, and no wait has its length.</summary>
    private static bool IsLimit(TimeSpan time) =>
        time >= ShortestLimit || time == InfisicalOptions.DefaultProofTimeout;

    private void Start(Timer timer)
    {
        if (IsLimit(timer.Length))
        {
            _limits[timer] = true;
        }
        else if (_isHolding)
        {
            _held[timer] = true;
        }
        else
        {
            Pass(timer);
        }
    }

    private void Forget(Timer timer)
    {
        _limits.TryRemove(timer, out _);
        _held.TryRemove(timer, out _);
    }

    private void Pass(Timer timer)
    {
        Func<Task>[] due;
        lock (_gate)
        {
            _now += timer.Length;
            _waited += timer.Length;
            due = [.. _events.Where(planned => planned.At <= _waited).Select(planned => planned.Event)];
            _events.RemoveAll(planned => planned.At <= _waited);
        }

        ThreadPool.QueueUserWorkItem(_ => _ = Finish());

        async Task Finish()
        {
            foreach (var happens in due)
            {
                await happens();
            }

            timer.Fire();
        }
    }

    private sealed class Timer(QuickTime time, TimerCallback callback, object? state) : ITimer
    {
        private int _runs;

        public TimeSpan Length { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Stop();
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Length = dueTime;
                Volatile.Write(ref _runs, 1);
                time.Start(this);
            }

            return true;
        }

        public void Fire()
        {
            if (Stop())
            {
                callback(state);
            }
        }

        public void Dispose() => Stop();

        public ValueTask DisposeAsync()
        {
            Stop();
            return ValueTask.CompletedTask;
        }

        private bool Stop()
        {
            time.Forget(this);
            return Interlocked.Exchange(ref _runs, 0) == 1;
        }
    }
}
