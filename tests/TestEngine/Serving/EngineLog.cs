using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace TestEngine.Serving;

/// <summary>Everything that is said during one run, in the order in which it was said.</summary>
internal sealed class EngineLog
{
    private readonly ConcurrentQueue<Diagnostic> _said = new();
    private readonly ConcurrentDictionary<string, byte> _muted = new(StringComparer.Ordinal);

    public ImmutableArray<Diagnostic> Said => [.. _said];

    public bool HasErrors => _said.Any(line => line.Severity == Severity.Error);

    public void Add(Diagnostic line)
    {
        if (!_muted.ContainsKey(line.Urn))
        {
            _said.Enqueue(line);
        }
    }

    public void Error(string message, string urn = "") => Add(new Diagnostic(Severity.Error, message, urn));

    public void Warning(string message, string urn = "") => Add(new Diagnostic(Severity.Warning, message, urn));

    /// <summary>Drops what is said about this resource: the engine asks a second time only to prove a rule.</summary>
    public IDisposable Mute(string urn)
    {
        _muted[urn] = 0;
        return new Unmute(() => _muted.TryRemove(urn, out _));
    }

    private sealed class Unmute(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
