namespace Infisical.Emulator;

/// <summary>A place where something waits until it is let go: no clock, only signals.</summary>
public sealed class Hold
{
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when something has come to wait here.</summary>
    public Task Arrived => arrived.Task;

    /// <summary>Lets go what waits, now and later.</summary>
    public void Release() => released.TrySetResult();

    internal Task PassAsync(CancellationToken cancellation)
    {
        arrived.TrySetResult();
        return released.Task.WaitAsync(cancellation);
    }
}
