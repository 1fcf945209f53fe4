namespace Pulumi.InfisicalRotation.Api;

/// <summary>
/// One counter of the server, as far as its answers tell. While nothing is known, and at the beginning of each window, a single request
/// goes ahead; its answer says how many may follow. Whoever finds nothing left waits for the window's end, in order of arrival.
/// </summary>
internal sealed class RateWindow(TimeProvider time) : IDisposable
{
    private enum Knowledge
    {
        /// <summary>No answer yet, or the window is over.</summary>
        None,

        /// <summary>The server does not count.</summary>
        Unlimited,

        /// <summary>The server counts, and said how many are left.</summary>
        Limited,
    }

    // The server tells whole seconds.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly long origin = time.GetTimestamp();
    private readonly LinkedList<RateWaiter> waiting = new();

    private Knowledge knowledge;
    private int remaining;
    private TimeSpan end;
    private int window;
    private int underWay;
    private RateTicket? scout;
    private ITimer? alarm;
    private TimeSpan? alarmAt;

    private TimeSpan Now => time.GetElapsedTime(origin);

    /// <param name="isUrgent">Goes before those who wait already: they wait for what it brings.</param>
    public Task<RateTicket> EnterAsync(bool isUrgent, CancellationToken cancellation)
    {
        lock (gate)
        {
            return (isUrgent || waiting.Count == 0) && TryTake() is { } ticket
                ? Task.FromResult(ticket)
                : Queue(isUrgent, cancellation);
        }
    }

    /// <summary>The request was answered.</summary>
    /// <param name="tells">Whether the answer speaks for this counter.</param>
    public void Answered(RateTicket ticket, ApiAnswer answer, bool tells)
    {
        lock (gate)
        {
            if (answer.Status == 429)
            {
                Exhausted(answer);
            }
            else if (tells && answer.Limit is { } limit)
            {
                Learn(ticket, limit);
            }
            else if (tells && answer.IsSuccess && knowledge is Knowledge.None)
            {
                knowledge = Knowledge.Unlimited;
            }
            else if (!tells)
            {
                remaining--;
            }

            Release(ticket);
        }
    }

    /// <summary>The request was sent, and nothing is known of it: it may have been counted.</summary>
    public void Lost(RateTicket ticket)
    {
        lock (gate)
        {
            remaining--;
            Release(ticket);
        }
    }

    /// <summary>The request was not sent after all.</summary>
    public void Unused(RateTicket ticket)
    {
        lock (gate)
        {
            Release(ticket);
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

    private RateTicket? TryTake()
    {
        if (knowledge is Knowledge.Limited && Now >= end)
        {
            knowledge = Knowledge.None;
            window++;
        }

        var isFree = knowledge switch
        {
            Knowledge.Unlimited => true,
            Knowledge.Limited => remaining > underWay,
            _ => scout is null,
        };
        if (!isFree)
        {
            return null;
        }

        underWay++;
        var ticket = new RateTicket(window);
        scout = knowledge is Knowledge.None ? ticket : scout;
        return ticket;
    }

    private void Release(RateTicket ticket)
    {
        underWay--;
        scout = ReferenceEquals(scout, ticket) ? null : scout;
        Admit();
    }

    private void Admit()
    {
        while (waiting.First is { } place && TryTake() is { } ticket)
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
        if (waiting.Count == 0 || knowledge is not Knowledge.Limited || alarmAt == end)
        {
            return;
        }

        alarmAt = end;
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (end - Now).TotalMilliseconds)) + 1);
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

    private void Exhausted(ApiAnswer answer)
    {
        if (answer.RetryAfter is not { } wait)
        {
            return;
        }

        var until = Now + wait;
        end = knowledge is Knowledge.Limited && end > until ? end : until;
        knowledge = Knowledge.Limited;
        remaining = 0;
    }

    private void Learn(RateTicket ticket, RateLimit limit)
    {
        var until = Now + limit.Reset + Margin;
        switch (knowledge)
        {
            // An answer of a window that is over, come late.
            case Knowledge.None when !ReferenceEquals(scout, ticket):
            case Knowledge.Limited when ticket.Window != window && until < end - (2 * Margin):
                return;

            // Answers overtake each other, and each route may have a counter of its own: the strictest one counts.
            case Knowledge.Limited:
                remaining = Math.Min(remaining, limit.Remaining);
                end = until > end ? until : end;
                return;

            default:
                knowledge = Knowledge.Limited;
                remaining = limit.Remaining;
                end = until;
                return;
        }
    }
}
