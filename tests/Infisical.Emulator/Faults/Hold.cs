namespace Infisical.Emulator;

/// <summary>A place where something waits until it is let go: no clock, only signals.</summary>
public sealed class Hold
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when something has come to wait here.</summary>
    public Task Arrived => _arrived.Task;

    /// <summary>Lets go what waits, now and later.</summary>
    public void Release() => _released.TrySetResult();

    internal Task PassAsync(CancellationToken cancellation)
    {
        _arrived.TrySetResult();
        return _released.Task.WaitAsync(cancellation);
    }
}
