namespace Infisical.Emulator;

/// <summary>The time the emulated server lives in: the system's, unless it is moved or stopped.</summary>
public sealed class EmulatorClock : TimeProvider
{
    private readonly Lock _gate = new();
    private TimeSpan _ahead;
    private DateTimeOffset? _stopped;

    /// <summary>The server's time.</summary>
    public DateTimeOffset Now => GetUtcNow();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _stopped ?? System.GetUtcNow() + _ahead;
        }
    }

    /// <summary>Stops the clock at this time.</summary>
    public void Set(DateTimeOffset time)
    {
        lock (_gate)
        {
            _stopped = time.ToUniversalTime();
        }
    }

    /// <summary>Moves the clock on: a stopped one stands still again, a running one goes on from there.</summary>
    public void Advance(TimeSpan by)
    {
        lock (_gate)
        {
            if (_stopped is { } time)
            {
                _stopped = time + by;
            }
            else
            {
                _ahead += by;
            }
        }
    }

    /// <summary>Back to the system's time.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _stopped = null;
            _ahead = TimeSpan.Zero;
        }
    }
}
