namespace Infisical.Emulator;

/// <summary>Holds the database: one write at a time, reads as the lag lets them see it.</summary>
internal sealed class Store(ReadLag lag)
{
    private readonly Lock _gate = new();

    /// <summary>As it is, for writes and for what the server reads from its primary.</summary>
    public WorldState Current { get; private set; } = WorldState.Empty;

    /// <summary>As a GET sees it.</summary>
    public WorldState ForReads()
    {
        lock (_gate)
        {
            return lag.See(Current);
        }
    }

    /// <summary>One transaction: what it throws leaves everything as it was.</summary>
    public T Change<T>(Func<WorldState, (WorldState Next, T Result)> transaction)
    {
        lock (_gate)
        {
            var (next, result) = transaction(Current);
            if (!ReferenceEquals(next, Current))
            {
                lag.Written(Current);
                Current = next;
            }

            return result;
        }
    }

    /// <inheritdoc cref="Change{T}"/>
    public void Change(Func<WorldState, WorldState> transaction) => Change(state => (transaction(state), 0));
}
