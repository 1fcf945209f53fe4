using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Pacing;

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

    private readonly long _origin = time.GetTimestamp();

    private Knowledge _knowledge;
    private int _remaining;
    private int _underWay;
    private int _window;

    // The server's window ends somewhere between these two: an answer says when it will, but not when it was counted.
    private TimeSpan _earliestEnd;
    private TimeSpan _latestEnd;

    private RateTicket? _scout;

    // Counted, but perhaps after the scout was.
    private int _besideScout;

    /// <summary>When the running window is surely over, as time since <see cref="Now"/> began; null where no time opens the way.</summary>
    public TimeSpan? End => _knowledge is Knowledge.Limited ? _latestEnd : null;

    public TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>A ticket where one is left.</summary>
    public RateTicket? TryTake()
    {
        // First, before anything is decided: a clock of a test runs timers that are due when it is read, on the reading thread.
        var now = Now;
        if (_knowledge is Knowledge.Limited && now >= _latestEnd)
        {
            _knowledge = Knowledge.None;
            _window++;
        }

        return _knowledge switch
        {
            Knowledge.Unlimited => Take(now),
            Knowledge.Limited when _remaining > _underWay => Take(now),
            Knowledge.None when _scout is null => TakeAsScout(now),
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
            case { IsSuccess: true } when tells && _knowledge is Knowledge.None:
                _knowledge = Knowledge.Unlimited;
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
        _underWay--;
        _scout = ReferenceEquals(_scout, ticket) ? null : _scout;
    }

    private RateTicket Take(TimeSpan now)
    {
        _underWay++;
        return new RateTicket(_window, now);
    }

    private RateTicket TakeAsScout(TimeSpan now)
    {
        _besideScout = 0;
        return _scout = Take(now);
    }

    private void CountUnseen(RateTicket ticket)
    {
        if (_knowledge is Knowledge.None)
        {
            _besideScout += ReferenceEquals(_scout, ticket) ? 0 : 1;
        }
        else
        {
            _remaining--;
        }
    }

    private void Exhausted(TimeSpan? retryAfter)
    {
        if (retryAfter is { } wait)
        {
            var until = Now + wait;
            _earliestEnd = _knowledge is Knowledge.Limited && _earliestEnd > until ? _earliestEnd : until;
            _latestEnd = _knowledge is Knowledge.Limited && _latestEnd > until ? _latestEnd : until;
            _knowledge = Knowledge.Limited;
            _remaining = 0;
        }
    }

    private void Learn(RateTicket ticket, RateLimit limit)
    {
        var now = Now;
        var earliest = ticket.Given + limit.Reset - Margin;
        var latest = now + limit.Reset + Margin;
        if (_knowledge is Knowledge.None && !ReferenceEquals(_scout, ticket))
        {
            CountUnseen(ticket);
        }
        else if (_knowledge is not Knowledge.Limited)
        {
            Begin(limit.Remaining - _besideScout, earliest, latest);
        }
        else if (earliest > _latestEnd && now >= _earliestEnd)
        {
            // The server's window ended before we thought it would.
            _window++;
            Begin(limit.Remaining, earliest, latest);
        }
        else if (ticket.Window == _window || now + limit.Reset >= _earliestEnd)
        {
            // Answers overtake each other, and each route may have a counter of its own: the strictest one counts.
            _remaining = Math.Min(_remaining, limit.Remaining);
            _earliestEnd = earliest > _earliestEnd ? earliest : _earliestEnd;
            _latestEnd = latest > _latestEnd ? latest : _latestEnd;
        }
    }

    private void Begin(int left, TimeSpan earliest, TimeSpan latest)
    {
        (_knowledge, _remaining, _earliestEnd, _latestEnd, _besideScout) = (Knowledge.Limited, left, earliest, latest, 0);
    }
}
