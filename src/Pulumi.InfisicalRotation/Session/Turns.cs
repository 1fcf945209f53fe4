using System.Collections.Concurrent;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>One caller at a time for each name.</summary>
internal sealed class Turns
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    /// <summary>Waits until nobody else has the turn of one of these names.</summary>
    /// <returns>Ends the turn when it is disposed.</returns>
    public async Task<IDisposable> Take(IEnumerable<string> names, CancellationToken waits)
    {
        var turn = new Turn();
        try
        {
            // In one order for all: two callers with the same two names must not wait for each other.
            foreach (var name in names.Select(name => name.ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal))
            {
                var gate = _gates.GetOrAdd(name, _ => new SemaphoreSlim(1, 1));
                await gate.WaitAsync(waits);
                turn.Add(gate);
            }
        }
        catch
        {
            turn.Dispose();
            throw;
        }

        return turn;
    }

    private sealed class Turn : IDisposable
    {
        private readonly Stack<SemaphoreSlim> _gates = [];

        public void Add(SemaphoreSlim gate) => _gates.Push(gate);

        public void Dispose()
        {
            while (_gates.TryPop(out var gate))
            {
                gate.Release();
            }
        }
    }
}
