using System.Collections.Concurrent;
using Pulumi.InfisicalRotation.Api.Errors;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>The answers of one route, shared by all callers of the session.</summary>
/// <param name="time">Clock of the session.</param>
internal sealed class ReadCache<TKey, T>(TimeProvider time)
    where TKey : notnull
{
    /// <summary>Long enough for the resources of one run, short enough for a process that stays attached.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The engine reads a few resources at a time. While a server is unreachable, the next few share the failure of the
    /// last ones: each would wait minutes for the same. A refusal is not shared, because it is fast and may be over.
    /// </summary>
    private static readonly TimeSpan UnreachableLifetime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();

    /// <summary>The keys that were asked for.</summary>
    public ICollection<TKey> Keys => _entries.Keys;

    /// <summary>The cached answer, or a new one where it is too old or failed.</summary>
    /// <param name="key">All arguments of the route.</param>
    /// <param name="notBefore">
    /// The answer must have been requested at this time or later; null for the usual lifetime.
    /// </param>
    /// <param name="read">The request. It belongs to no caller, so it gets no caller's token.</param>
    /// <param name="cancelled">Ends the wait of this caller, not the request.</param>
    public Task<T> Get(
        TKey key, DateTimeOffset? notBefore, Func<CancellationToken, Task<T>> read, CancellationToken cancelled)
    {
        var now = time.GetUtcNow();
        var oldest = notBefore ?? now - Lifetime;
        var entry = _entries.AddOrUpdate(
            key,
            _ => new Entry(now, time, read),
            (_, known) => known.IsUsable(oldest) || known.WasUnreachableSince(now - UnreachableLifetime)
                ? known
                : new Entry(now, time, read));
        return entry.Answer.WaitAsync(cancelled);
    }

    /// <summary>Whether the answer is cached, or on its way.</summary>
    public bool Has(TKey key, DateTimeOffset? notBefore) =>
        _entries.GetValueOrDefault(key)?.IsUsable(notBefore ?? time.GetUtcNow() - Lifetime) ?? false;

    private sealed class Entry
    {
        private readonly Lazy<Task<T>> _answer;
        private readonly DateTimeOffset _startedAt;

        // Set before the answer is there.
        private DateTimeOffset _endedAt;

        public Entry(DateTimeOffset startedAt, TimeProvider time, Func<CancellationToken, Task<T>> read)
        {
            _startedAt = startedAt;
            _answer = new Lazy<Task<T>>(() => Follow(time, read));
        }

        public Task<T> Answer => _answer.Value;

        private bool HasFailed => _answer.IsValueCreated && (Answer.IsFaulted || Answer.IsCanceled);

        public bool IsUsable(DateTimeOffset oldest) => _startedAt >= oldest && !HasFailed;

        public bool WasUnreachableSince(DateTimeOffset earliest) => HasFailed && _endedAt >= earliest
            && Answer.Exception?.InnerException
                is ApiException { Failure: ApiFailure.Unreachable or ApiFailure.TimedOut };

        private async Task<T> Follow(TimeProvider time, Func<CancellationToken, Task<T>> read)
        {
            try
            {
                return await read(CancellationToken.None);
            }
            finally
            {
                _endedAt = time.GetUtcNow();
            }
        }
    }
}
