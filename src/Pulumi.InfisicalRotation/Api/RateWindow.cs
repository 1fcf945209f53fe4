namespace Pulumi.InfisicalRotation.Api;

/// <summary>
/// Lets requests pass as far as the server's counter allows. Whoever finds nothing left waits for the window's end, in order of arrival.
/// </summary>
internal sealed class RateWindow(TimeProvider time) : IDisposable
{
    private readonly Lock gate = new();
    private readonly RateBudget budget = new(time);
    private readonly LinkedList<RateWaiter> waiting = new();

    private ITimer? alarm;
    private TimeSpan? alarmAt;

    /// <param name="isUrgent">Goes before those who wait already: they wait for what it brings.</param>
    public Task<RateTicket> EnterAsync(bool isUrgent, CancellationToken cancellation)
    {
        lock (gate)
        {
            return (isUrgent || waiting.Count == 0) && budget.TryTake() is { } ticket
                ? Task.FromResult(ticket)
                : Queue(isUrgent, cancellation);
        }
    }

    /// <inheritdoc cref="RateBudget.Answered"/>
    public void Answered(RateTicket ticket, ApiAnswer answer, bool tells)
    {
        lock (gate)
        {
            budget.Answered(ticket, answer, tells);
            Admit();
        }
    }

    /// <inheritdoc cref="RateBudget.Lost"/>
    public void Lost(RateTicket ticket)
    {
        lock (gate)
        {
            budget.Lost(ticket);
            Admit();
        }
    }

    /// <inheritdoc cref="RateBudget.Release"/>
    public void Unused(RateTicket ticket)
    {
        lock (gate)
        {
            budget.Release(ticket);
            Admit();
        }
    }

    public void Dispose() => alarm?.Dispose();

    private Task<RateTicket> Queue(bool isUrgent, CancellationToken cancellation)
    {
        var waiter = new RateWaiter();
        var place = isUrgent ? waiting.AddFirst(waiter) : waiting.AddLast(waiter);
        waiter.GiveUp = cancellation.UnsafeRegister(_ => Leave(place, cancellation), null);
        SetAlarm();
        return waiter.Task;
    }

    private void Leave(LinkedListNode<RateWaiter> place, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (place.List is not null)
            {
                waiting.Remove(place);
                place.Value.SetCanceled(cancellation);
            }
        }
    }

    private void Admit()
    {
        while (waiting.First is { } place && budget.TryTake() is { } ticket)
        {
            waiting.RemoveFirst();
            place.Value.GiveUp.Unregister();
            place.Value.SetResult(ticket);
        }

        SetAlarm();
    }

    // Whole milliseconds upwards: a timer that fires a little early would find the window still closed.
    private void SetAlarm()
    {
        if (waiting.Count == 0 || budget.End is not { } end || alarmAt == end)
        {
            return;
        }

        alarmAt = end;
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (end - budget.Now).TotalMilliseconds)) + 1);
        alarm ??= time.CreateTimer(_ => OnAlarm(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        alarm.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void OnAlarm()
    {
        lock (gate)
        {
            alarmAt = null;
            Admit();
        }
    }
}
