using System.Collections.Concurrent;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>A lock for each name: one caller at a time holds it.</summary>
internal sealed class KeyedLock
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _locks = new(StringComparer.Ordinal);

    /// <summary>Waits until nobody else holds the lock of one of these names. Case does not matter.</summary>
    /// <returns>Releases the locks when it is disposed.</returns>
    public async Task<IDisposable> Acquire(IEnumerable<string> names, CancellationToken waits)
    {
        var held = new HeldLocks();
        try
        {
            // In one order for all: two callers with the same two names must not wait for each other.
            foreach (var name in names.Select(name => name.ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal))
            {
                var gate = _locks.GetOrAdd(name, _ => new SemaphoreSlim(1, 1));
                await gate.WaitAsync(waits);
                held.Add(gate);
            }
        }
        catch
        {
            held.Dispose();
            throw;
        }

        return held;
    }

    private sealed class HeldLocks : IDisposable
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
