using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Pacing;

/// <summary>
/// Admits requests as far as the rate limit allows. The others wait until the window is over, in the order of their
/// arrival.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="waiting">Called with the time until the first waiting request can be sent.</param>
internal sealed class RateWindow(TimeProvider time, Action<TimeSpan>? waiting = null) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly RateBudget _budget = new(time);
    private readonly LinkedList<RateWaiter> _waiting = new();

    private ITimer? _alarm;
    private TimeSpan? _alarmAt;

    /// <summary>Waits for a ticket.</summary>
    /// <param name="isUrgent">Whether the request goes before all that wait, because they need its result.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<RateTicket> EnterAsync(bool isUrgent, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return (isUrgent || _waiting.Count == 0) && _budget.TryTake() is { } ticket
                ? Task.FromResult(ticket)
                : Queue(isUrgent, cancellation);
        }
    }

    /// <inheritdoc cref="RateBudget.Answered"/>
    public void Answered(RateTicket ticket, ApiAnswer answer, bool reportsThisLimit)
    {
        lock (_gate)
        {
            _budget.Answered(ticket, answer, reportsThisLimit);
            Admit();
        }
    }

    /// <inheritdoc cref="RateBudget.Lost"/>
    public void Lost(RateTicket ticket)
    {
        lock (_gate)
        {
            _budget.Lost(ticket);
            Admit();
        }
    }

    /// <inheritdoc cref="RateBudget.Release"/>
    public void Release(RateTicket ticket)
    {
        lock (_gate)
        {
            _budget.Release(ticket);
            Admit();
        }
    }

    public void Dispose() => _alarm?.Dispose();

    private Task<RateTicket> Queue(bool isUrgent, CancellationToken cancellation)
    {
        var waiter = new RateWaiter();
        var place = isUrgent ? _waiting.AddFirst(waiter) : _waiting.AddLast(waiter);
        waiter.GiveUp = cancellation.UnsafeRegister(_ => Leave(place, cancellation), null);
        SetAlarm();
        return waiter.Task;
    }

    private void Leave(LinkedListNode<RateWaiter> place, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (place.List is not null)
            {
                _waiting.Remove(place);
                place.Value.SetCanceled(cancellation);
            }
        }
    }

    private void Admit()
    {
        while (_waiting.Count > 0 && _budget.TryTake() is { } ticket)
        {
            // Only now: reading the time may have run the alarm on this thread, which then admitted the first one.
            if (_waiting.First is not { } place)
            {
                _budget.Release(ticket);
                break;
            }

            _waiting.RemoveFirst();
            place.Value.GiveUp.Unregister();
            place.Value.SetResult(ticket);
        }

        SetAlarm();
    }

    // Rounded up to milliseconds: a timer that fires a little early would find the window still closed.
    private void SetAlarm()
    {
        if (_waiting.Count == 0 || _budget.End is not { } end || _alarmAt == end)
        {
            return;
        }

        _alarmAt = end;
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (end - _budget.Now).TotalMilliseconds)) + 1);
        _alarm ??= time.CreateTimer(_ => OnAlarm(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        waiting?.Invoke(wait);
        _alarm.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void OnAlarm()
    {
        lock (_gate)
        {
            _alarmAt = null;
            Admit();
        }
    }
}
