using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Pacing;

/// <summary>
/// Tracks one rate limit of the server by the headers of its responses. While nothing is known, and at the beginning of
/// each window, one request goes first, the probe; its response shows how many may follow. A request that may have
/// counted is assumed to have counted. After a probe without a response, several requests go at the same time: a server
/// that hangs would otherwise be asked for one after the other, each for the whole timeout. Not thread-safe.
/// </summary>
internal sealed class RateBudget(TimeProvider time)
{
    private enum Knowledge
    {
        /// <summary>There was no response yet, or the window is over.</summary>
        None,

        /// <summary>The server has no rate limit.</summary>
        Unlimited,

        /// <summary>The server reported how many requests are left.</summary>
        Limited,
    }

    // Below every limit of Infisical.
    private const int WithoutProbe = 8;

    // The server reports whole seconds, rounded up.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly long _origin = time.GetTimestamp();

    private Knowledge _knowledge;
    private int _remaining;
    private int _inFlight;
    private int _window;

    // The server's window ends between these two: a response shows when, but not when the server counted the request.
    private TimeSpan _earliestEnd;
    private TimeSpan _latestEnd;

    private RateTicket? _probe;
    private bool _isProbeLost;

    // Requests that counted, perhaps after the probe.
    private int _besideProbe;

    /// <summary>
    /// When the window is certainly over, on the clock of <see cref="Now"/>; null where nothing depends on it.
    /// </summary>
    public TimeSpan? End => _knowledge is Knowledge.Limited ? _latestEnd : null;

    /// <summary>The time since this object was made.</summary>
    public TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>A ticket, or null where none is left.</summary>
    public RateTicket? TryTake()
    {
        // First, before anything is decided: the clock of a test runs the alarm on the thread that reads the time.
        var now = Now;
        if (_knowledge is Knowledge.Limited && now >= _latestEnd)
        {
            _knowledge = Knowledge.None;
            _window++;
        }

        return _knowledge switch
        {
            Knowledge.Unlimited => Take(now),
            Knowledge.Limited when _remaining > _inFlight => Take(now),
            Knowledge.None when _probe is null => TakeAsProbe(now),
            Knowledge.None when _isProbeLost && _inFlight < WithoutProbe => Take(now),
            _ => null,
        };
    }

    /// <summary>The server responded to the request.</summary>
    /// <param name="ticket">The ticket of the request.</param>
    /// <param name="answer">The response.</param>
    /// <param name="reportsThisLimit">
    /// Whether its headers describe this rate limit. A login counts, but reports a limit of its own.
    /// </param>
    public void Answered(RateTicket ticket, ApiAnswer answer, bool reportsThisLimit)
    {
        switch (answer)
        {
            case { Status: 429 }:
                Exhausted(answer.RetryAfter);
                break;
            case { Limit: { } limit } when reportsThisLimit:
                Learn(ticket, limit);
                break;
            case { IsSuccess: true } when reportsThisLimit && _knowledge is Knowledge.None:
                (_knowledge, _isProbeLost) = (Knowledge.Unlimited, false);
                break;
            case { Limit: not null }:
                CountUnseen(ticket);
                break;
        }

        Release(ticket);
    }

    /// <summary>The request was sent and no response came: it may have counted.</summary>
    public void Lost(RateTicket ticket)
    {
        _isProbeLost |= ReferenceEquals(_probe, ticket);
        CountUnseen(ticket);
        Release(ticket);
    }

    /// <summary>The request is over, or was not sent.</summary>
    public void Release(RateTicket ticket)
    {
        _inFlight--;
        _probe = ReferenceEquals(_probe, ticket) ? null : _probe;
    }

    private RateTicket Take(TimeSpan now)
    {
        _inFlight++;
        return new RateTicket(_window, now);
    }

    private RateTicket TakeAsProbe(TimeSpan now)
    {
        _besideProbe = 0;
        return _probe = Take(now);
    }

    private void CountUnseen(RateTicket ticket)
    {
        if (_knowledge is Knowledge.None)
        {
            _besideProbe += ReferenceEquals(_probe, ticket) ? 0 : 1;
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
            (_knowledge, _remaining, _isProbeLost) = (Knowledge.Limited, 0, false);
        }
    }

    private void Learn(RateTicket ticket, RateLimit limit)
    {
        var now = Now;
        var earliest = ticket.IssuedAt + limit.Reset - Margin;
        var latest = now + limit.Reset + Margin;
        if (_knowledge is Knowledge.None && !ReferenceEquals(_probe, ticket))
        {
            CountUnseen(ticket);
        }
        else if (_knowledge is not Knowledge.Limited)
        {
            Begin(limit.Remaining - _besideProbe, earliest, latest);
        }
        else if (earliest > _latestEnd && now >= _earliestEnd)
        {
            // The server's window ended sooner than expected.
            _window++;
            Begin(limit.Remaining, earliest, latest);
        }
        else if (ticket.Window == _window || now + limit.Reset >= _earliestEnd)
        {
            // Responses overtake each other, and each route may have a counter of its own: the strictest one decides.
            _remaining = Math.Min(_remaining, limit.Remaining);
            _earliestEnd = earliest > _earliestEnd ? earliest : _earliestEnd;
            _latestEnd = latest > _latestEnd ? latest : _latestEnd;
        }
    }

    private void Begin(int left, TimeSpan earliest, TimeSpan latest)
    {
        (_knowledge, _remaining, _besideProbe, _isProbeLost) = (Knowledge.Limited, left, 0, false);
        (_earliestEnd, _latestEnd) = (earliest, latest);
    }
}
