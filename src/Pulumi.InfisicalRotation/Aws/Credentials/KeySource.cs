using Pulumi.InfisicalRotation.Aws.Query;

namespace Pulumi.InfisicalRotation.Aws.Credentials;

/// <summary>
/// The keys that requests are signed with, looked up once for all callers and again when they expire. A failure is
/// shared for some time too: on a machine without credentials each lookup takes seconds.
/// </summary>
/// <param name="options">The clock of this machine.</param>
/// <param name="chain">Looks up keys.</param>
/// <param name="awsNow">The time of AWS, which the expiry of temporary keys is written in.</param>
internal sealed class KeySource(AwsOptions options, KeyChain chain, Func<DateTimeOffset> awsNow)
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
            if (_latest is not { } latest || !IsUsable(latest))
            {
                _latest = latest = new Lookup(options.TimeProvider.GetTimestamp(), chain.Find());
            }

            return latest.Keys.WaitAsync(cancelled);
        }
    }

    /// <summary>Sends a request; again with other keys where AWS refuses those that were looked up before.</summary>
    /// <param name="send">Sends the request with keys.</param>
    /// <param name="cancelled">Ends the waits of this caller.</param>
    public async Task<T> With<T>(Func<AwsKeys, Task<T>> send, CancellationToken cancelled)
    {
        var keys = await Get(cancelled);
        try
        {
            return await send(keys);
        }
        catch (AwsException fault) when (AwsErrors.MayBeExpired(fault))
        {
            Drop(keys);
            var others = await Get(cancelled);
            if (others.IsSameKey(keys))
            {
                throw;
            }

            return await send(others);
        }
    }

    private void Drop(AwsKeys refused)
    {
        lock (_gate)
        {
            if (_latest is { Keys: { IsCompletedSuccessfully: true, Result: var keys } } && ReferenceEquals(keys, refused))
            {
                _latest = null;
            }
        }
    }

    private bool IsUsable(Lookup lookup) =>
        !lookup.Keys.IsCompleted
        || (lookup.Keys.IsCompletedSuccessfully
            ? lookup.Keys.Result.ExpiresAt is not { } end || awsNow() < end - Margin
            : options.TimeProvider.GetElapsedTime(lookup.Started) < FailureLifetime);

    private sealed record Lookup(long Started, Task<AwsKeys> Keys);
}
