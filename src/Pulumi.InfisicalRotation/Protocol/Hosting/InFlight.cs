namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>The calls under way: how they are ended, and when none of them is left.</summary>
internal sealed class InFlight : IDisposable
{
    private readonly CancellationTokenSource _abandoned = new();
    private readonly Lock _gate = new();
    private CancellationTokenSource _cancelled = new();
    private TaskCompletionSource? _idle;
    private int _count;

    /// <summary>
    /// Ends the waiting of what is under way now and of nothing that comes later: in attach mode one engine may close while
    /// another works on. Returns at once.
    /// </summary>
    public void Cancel()
    {
        var current = Interlocked.Exchange(ref _cancelled, new CancellationTokenSource());
        _ = current.CancelAsync();
    }

    /// <summary>The engine is gone: from here on nobody records an answer.</summary>
    public void Abandon() => _ = _abandoned.CancelAsync();

    /// <summary>A call begins. <paramref name="dropped"/> ends when the engine drops it; a time-out of 0 or less is none.</summary>
    public CallScope Enter(double timeoutSeconds, TimeProvider time, CancellationToken dropped)
    {
        lock (_gate)
        {
            _count++;
        }

        var abandoned = CancellationTokenSource.CreateLinkedTokenSource(_abandoned.Token, dropped);
        return new CallScope(Leave, abandoned, timeoutSeconds, time, Volatile.Read(ref _cancelled).Token);
    }

    public Task WhenIdle()
    {
        lock (_gate)
        {
            return _count == 0
                ? Task.CompletedTask
                : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public void Dispose()
    {
        _abandoned.Dispose();
        _cancelled.Dispose();
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_count == 0)
            {
                _idle?.SetResult();
                _idle = null;
            }
        }
    }
}
