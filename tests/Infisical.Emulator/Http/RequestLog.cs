using System.Collections.Immutable;

namespace Infisical.Emulator;

/// <summary>One request as it arrived, logins included.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Time">When, by the server's clock.</param>
/// <param name="Listener">Which of the two listeners it came to.</param>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path">The path, without the query.</param>
/// <param name="Query">The query, decoded.</param>
/// <param name="Body">The body as text; empty without one.</param>
/// <param name="Headers">The headers, names in small letters.</param>
public sealed record RecordedRequest(
    int Number,
    DateTimeOffset Time,
    EmulatorListener Listener,
    string Method,
    string Path,
    ImmutableDictionary<string, string> Query,
    string Body,
    ImmutableDictionary<string, string> Headers);

/// <summary>The two ends the emulator listens at.</summary>
public enum EmulatorListener
{
    /// <summary>Infisical's own API.</summary>
    Infisical,

    /// <summary>AWS IAM and STS.</summary>
    Aws,
}

/// <summary>What arrived, in order.</summary>
public sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly List<(Predicate<RecordedRequest> Wanted, TaskCompletionSource<RecordedRequest> Arrived)> _waiting = [];
    private ImmutableArray<RecordedRequest> _requests = [];

    /// <summary>All requests so far.</summary>
    public ImmutableArray<RecordedRequest> All
    {
        get
        {
            lock (_gate)
            {
                return _requests;
            }
        }
    }

    /// <summary>Requests to Infisical with this method and a path that begins so.</summary>
    public ImmutableArray<RecordedRequest> To(string method, string pathStart) =>
        [.. All.Where(request => request.Listener == EmulatorListener.Infisical
            && request.Method == method
            && request.Path.StartsWith(pathStart, StringComparison.Ordinal))];

    /// <summary>Forgets what arrived so far.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _requests = [];
        }
    }

    /// <summary>The first request of this kind: one that came already, or the next to come.</summary>
    public async Task<RecordedRequest> ArrivedAsync(Predicate<RecordedRequest> wanted, CancellationToken cancellation)
    {
        var arrived = new TaskCompletionSource<RecordedRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_requests.FirstOrDefault(request => wanted(request)) is { } earlier)
            {
                return earlier;
            }

            _waiting.Add((wanted, arrived));
        }

        return await arrived.Task.WaitAsync(cancellation);
    }

    internal void Add(Func<int, RecordedRequest> make)
    {
        lock (_gate)
        {
            var request = make(_requests.Length + 1);
            _requests = _requests.Add(request);
            foreach (var waiter in _waiting.Where(waiter => waiter.Wanted(request)).ToArray())
            {
                _waiting.Remove(waiter);
                waiter.Arrived.SetResult(request);
            }
        }
    }
}
