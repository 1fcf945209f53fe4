namespace Pulumi.InfisicalRotation.Api;

/// <summary>
/// What is left of one counter of the server, as far as its answers tell. While nothing is known, and at the beginning of each window, a
/// single request goes ahead; its answer says how many may follow. Whatever is uncertain is taken as used. For one caller at a time.
/// </summary>
internal sealed class RateBudget(TimeProvider time)
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

    // The server tells whole seconds, rounded up.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly long origin = time.GetTimestamp();

    private Knowledge knowledge;
    private int remaining;
    private int underWay;
    private int window;

    // The server's window ends somewhere between these two: an answer says when it will, but not when it was counted.
    private TimeSpan earliestEnd;
    private TimeSpan latestEnd;

    private RateTicket? scout;

    // Counted, but perhaps after the scout was.
    private int besideScout;

    /// <summary>When the running window is surely over, as time since <see cref="Now"/> began; null where no time opens the way.</summary>
    public TimeSpan? End => knowledge is Knowledge.Limited ? latestEnd : null;

    public TimeSpan Now => time.GetElapsedTime(origin);

    /// <summary>A ticket where one is left.</summary>
    public RateTicket? TryTake()
    {
        if (knowledge is Knowledge.Limited && Now >= latestEnd)
        {
            knowledge = Knowledge.None;
            window++;
        }

        return knowledge switch
        {
            Knowledge.Unlimited => Take(),
            Knowledge.Limited when remaining > underWay => Take(),
            Knowledge.None when scout is null => TakeAsScout(),
            _ => null,
        };
    }

    /// <summary>The request was answered.</summary>
    /// <param name="tells">Whether the answer speaks for this counter, beside being counted.</param>
    public void Answered(RateTicket ticket, ApiAnswer answer, bool tells)
    {
        switch (answer)
        {
            case { Status: 429 }:
                Exhausted(answer.RetryAfter);
                break;
            case { Limit: { } limit } when tells:
                Learn(ticket, limit);
                break;
            case { IsSuccess: true } when tells && knowledge is Knowledge.None:
                knowledge = Knowledge.Unlimited;
                break;
            case { Limit: not null }:
                CountUnseen(ticket);
                break;
        }

        Release(ticket);
    }

    /// <summary>The request was sent, and nothing is known of it: it may have been counted.</summary>
    public void Lost(RateTicket ticket)
    {
        CountUnseen(ticket);
        Release(ticket);
    }

    /// <summary>The request was not sent after all.</summary>
    public void Release(RateTicket ticket)
    {
        underWay--;
        scout = ReferenceEquals(scout, ticket) ? null : scout;
    }

    private RateTicket Take()
    {
        underWay++;
        return new RateTicket(window, Now);
    }

    private RateTicket TakeAsScout()
    {
        besideScout = 0;
        return scout = Take();
    }

    private void CountUnseen(RateTicket ticket)
    {
        if (knowledge is Knowledge.None)
        {
            besideScout += ReferenceEquals(scout, ticket) ? 0 : 1;
        }
        else
        {
            remaining--;
        }
    }

    private void Exhausted(TimeSpan? retryAfter)
    {
        if (retryAfter is { } wait)
        {
            var until = Now + wait;
            earliestEnd = knowledge is Knowledge.Limited && earliestEnd > until ? earliestEnd : until;
            latestEnd = knowledge is Knowledge.Limited && latestEnd > until ? latestEnd : until;
            knowledge = Knowledge.Limited;
            remaining = 0;
        }
    }

    private void Learn(RateTicket ticket, RateLimit limit)
    {
        var earliest = ticket.Given + limit.Reset - Margin;
        var latest = Now + limit.Reset + Margin;
        if (knowledge is Knowledge.None && !ReferenceEquals(scout, ticket))
        {
            CountUnseen(ticket);
        }
        else if (knowledge is not Knowledge.Limited)
        {
            Begin(limit.Remaining - besideScout, earliest, latest);
        }
        else if (earliest > latestEnd && Now >= earliestEnd)
        {
            // The server's window ended before we thought it would.
            window++;
            Begin(limit.Remaining, earliest, latest);
        }
        else if (ticket.Window == window || Now + limit.Reset >= earliestEnd)
        {
            // Answers overtake each other, and each route may have a counter of its own: the strictest one counts.
            remaining = Math.Min(remaining, limit.Remaining);
            earliestEnd = earliest > earliestEnd ? earliest : earliestEnd;
            latestEnd = latest > latestEnd ? latest : latestEnd;
        }
    }

    private void Begin(int left, TimeSpan earliest, TimeSpan latest)
    {
        (knowledge, remaining, earliestEnd, latestEnd, besideScout) = (Knowledge.Limited, left, earliest, latest, 0);
    }
}
