using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Pacing;

/// <summary>
/// Lets requests pass as far as the server's counter allows. Whoever finds nothing left waits for the window's end, in order of arrival.
/// </summary>
internal sealed class RateWindow(TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly RateBudget _budget = new(time);
    private readonly LinkedList<RateWaiter> _waiting = new();

    private ITimer? _alarm;
    private TimeSpan? _alarmAt;

    /// <param name="isUrgent">Goes before those who wait already: they wait for what it brings.</param>
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
    public void Answered(RateTicket ticket, ApiAnswer answer, bool tells)
    {
        lock (_gate)
        {
            _budget.Answered(ticket, answer, tells);
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
    public void Unused(RateTicket ticket)
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
            // Only now: reading the time may have run the alarm on this thread, and that may have admitted whoever was first.
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

    // Whole milliseconds upwards: a timer that fires a little early would find the window still closed.
    private void SetAlarm()
    {
        if (_waiting.Count == 0 || _budget.End is not { } end || _alarmAt == end)
        {
            return;
        }

        _alarmAt = end;
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (end - _budget.Now).TotalMilliseconds)) + 1);
        _alarm ??= time.CreateTimer(_ => OnAlarm(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
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
