namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>The calls in progress.</summary>
internal sealed class InFlight : IDisposable
{
    private readonly CancellationTokenSource _abandoned = new();
    private readonly Lock _gate = new();
    private CancellationTokenSource _cancelled = new();
    private TaskCompletionSource? _idle;
    private int _count;

    /// <summary>
    /// Cancels the calls in progress, but no later ones: in attach mode one engine may exit while another continues.
    /// Returns immediately.
    /// </summary>
    public void Cancel()
    {
        var current = Interlocked.Exchange(ref _cancelled, new CancellationTokenSource());
        _ = current.CancelAsync();
    }

    /// <summary>The engine has exited: no further answer will be saved.</summary>
    public void Abandon() => _ = _abandoned.CancelAsync();

    /// <summary>Begins a call. A timeout of 0 or less means none.</summary>
    /// <param name="dropped">Cancelled when the engine drops the call.</param>
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
