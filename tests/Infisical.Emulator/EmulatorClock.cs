namespace Infisical.Emulator;

/// <summary>The time the emulated server lives in: the system's until it is set, then standing still until moved.</summary>
public sealed class EmulatorClock : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset? set;

    /// <summary>The server's time.</summary>
    public DateTimeOffset Now => GetUtcNow();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return set ?? System.GetUtcNow();
        }
    }

    /// <summary>Stops the clock at this time.</summary>
    public void Set(DateTimeOffset time)
    {
        lock (gate)
        {
            set = time.ToUniversalTime();
        }
    }

    /// <summary>Stops the clock, if it is not standing yet, and moves it on.</summary>
    public void Advance(TimeSpan by)
    {
        lock (gate)
        {
            set = (set ?? System.GetUtcNow()) + by;
        }
    }

    /// <summary>Back to the system's time.</summary>
    public void Release()
    {
        lock (gate)
        {
            set = null;
        }
    }
}
