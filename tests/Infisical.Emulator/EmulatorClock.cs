namespace Infisical.Emulator;

/// <summary>The time the emulated server lives in: the system's, unless it is moved or stopped.</summary>
public sealed class EmulatorClock : TimeProvider
{
    private readonly Lock gate = new();
    private TimeSpan ahead;
    private DateTimeOffset? stopped;

    /// <summary>The server's time.</summary>
    public DateTimeOffset Now => GetUtcNow();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return stopped ?? System.GetUtcNow() + ahead;
        }
    }

    /// <summary>Stops the clock at this time.</summary>
    public void Set(DateTimeOffset time)
    {
        lock (gate)
        {
            stopped = time.ToUniversalTime();
        }
    }

    /// <summary>Moves the clock on: a stopped one stands still again, a running one goes on from there.</summary>
    public void Advance(TimeSpan by)
    {
        lock (gate)
        {
            if (stopped is { } time)
            {
                stopped = time + by;
            }
            else
            {
                ahead += by;
            }
        }
    }

    /// <summary>Back to the system's time.</summary>
    public void Release()
    {
        lock (gate)
        {
            stopped = null;
            ahead = TimeSpan.Zero;
        }
    }
}
