namespace Pulumi.InfisicalRotation.Aws.Credentials;

/// <summary>
/// The keys that requests are signed with, looked up once for all callers and again when they expire. A failure is
/// shared for some time too: on a machine without credentials each lookup takes seconds.
/// </summary>
internal sealed class KeySource(AwsOptions options, KeyChain chain)
{
    /// <summary>Keys are renewed before they expire, because a request takes its time.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FailureLifetime = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Lookup? _latest;

    /// <param name="cancelled">Ends the wait of this caller, not the lookup.</param>
    /// <exception cref="AwsException">There are no keys.</exception>
    public Task<AwsKeys> Get(CancellationToken cancelled)
    {
        lock (_gate)
        {
            var now = options.TimeProvider.GetUtcNow();
            if (_latest?.IsUsable(now) != true)
            {
                _latest = new Lookup(now, chain.Find());
            }

            return _latest.Keys.WaitAsync(cancelled);
        }
    }

    private sealed record Lookup(DateTimeOffset StartedAt, Task<AwsKeys> Keys)
    {
        public bool IsUsable(DateTimeOffset now) =>
            !Keys.IsCompleted
            || (Keys.IsCompletedSuccessfully
                ? Keys.Result.ExpiresAt is not { } end || now < end - Margin
                : now < StartedAt + FailureLifetime);
    }
}
