namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>The cancellation of one call, and its reason.</summary>
internal sealed class CallScope : IDisposable
{
    /// <summary>A longer timeout exceeds the range of a timer and counts as none.</summary>
    private const double MaxTimeoutSeconds = 30 * 24 * 3600;

    private readonly Action _leave;
    private readonly CancellationTokenSource? _timeout;
    private readonly CancellationTokenSource _abandoned;
    private readonly CancellationTokenSource _cancelled;

    public CallScope(
        Action leave,
        CancellationTokenSource abandoned,
        double timeoutSeconds,
        TimeProvider time,
        CancellationToken cancelled)
    {
        _leave = leave;
        _timeout = timeoutSeconds is > 0 and < MaxTimeoutSeconds
            ? new CancellationTokenSource(TimeSpan.FromSeconds(timeoutSeconds), time)
            : null;
        _abandoned = abandoned;
        _cancelled = CancellationTokenSource.CreateLinkedTokenSource(
            cancelled, _timeout?.Token ?? CancellationToken.None, _abandoned.Token);
    }

    /// <summary>Cancelled by Ctrl-C, by the timeout, or because the call is abandoned.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>The engine has dropped the call or has exited, so it will not save the answer.</summary>
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
