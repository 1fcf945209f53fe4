using System.Collections.Concurrent;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>One caller at a time for each name.</summary>
internal sealed class Turns
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits until nobody else has the turn of this name.</summary>
    /// <returns>Ends the turn when it is disposed.</returns>
    public async Task<IDisposable> Take(string name, CancellationToken waits)
    {
        var gate = _gates.GetOrAdd(name, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(waits);
        return new Turn(gate);
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
