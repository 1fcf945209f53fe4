namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>The time of the server, from the <c>Date</c> header of its latest response.</summary>
internal sealed class ServerClock(TimeProvider time)
{
    private Reading? _latest;

    /// <summary>The time of the server; before its first response, the time of this machine.</summary>
    public DateTimeOffset Now => _latest is { } reading
        ? Plus(reading.Date, time.GetElapsedTime(reading.Taken))
        : time.GetUtcNow();

    /// <summary>Whether a response of the server has contained a time.</summary>
    public bool IsKnown => _latest is not null;

    /// <summary>How far the server is ahead of this machine; zero before its first response.</summary>
    public TimeSpan Ahead => IsKnown ? Now - time.GetUtcNow() : TimeSpan.Zero;

    /// <summary>Sets the clock by a response.</summary>
    public void Observe(DateTimeOffset? date)
    {
        if (date is { } now)
        {
            _latest = new Reading(now, time.GetTimestamp());
        }
    }

    // A server may send any date, and the time must never fail: it is read after a rotation was created.
    private static DateTimeOffset Plus(DateTimeOffset date, TimeSpan elapsed) =>
        elapsed < DateTimeOffset.MaxValue - date ? date + elapsed : DateTimeOffset.MaxValue;

    private sealed record Reading(DateTimeOffset Date, long Taken);
}
