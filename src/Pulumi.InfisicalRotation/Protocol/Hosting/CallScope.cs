namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>The time of one call: what ends its waiting, and why.</summary>
internal sealed class CallScope : IDisposable
{
    /// <summary>Longer is as good as none, and more than a timer can hold.</summary>
    private const double LongestTimeoutSeconds = 30 * 24 * 3600;

    private readonly Action _leave;
    private readonly CancellationTokenSource? _timeout;
    private readonly CancellationTokenSource _abandoned;
    private readonly CancellationTokenSource _cancelled;

    public CallScope(
        Action leave, CancellationTokenSource abandoned, double timeoutSeconds, TimeProvider time, CancellationToken cancelled)
    {
        _leave = leave;
        _timeout = timeoutSeconds is > 0 and < LongestTimeoutSeconds
            ? new CancellationTokenSource(TimeSpan.FromSeconds(timeoutSeconds), time)
            : null;
        _abandoned = abandoned;
        _cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancelled, _timeout?.Token ?? CancellationToken.None, _abandoned.Token);
    }

    /// <summary>End waits: Ctrl-C, the time-out, or nobody is there any more.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>Nobody is there any more to record the answer.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    public bool TimedOut => _timeout?.IsCancellationRequested ?? false;

    public void Dispose()
    {
        _cancelled.Dispose();
        _abandoned.Dispose();
        _timeout?.Dispose();
        _leave();
    }
}
