namespace Pulumi.InfisicalRotation.Tests.Lifecycle;

/// <summary>The system's clock with long waits fifty times as short: patience without sleeping.</summary>
internal sealed class QuickTime : TimeProvider
{
    private const int Haste = 50;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.FromMilliseconds(100) ? dueTime / Haste : dueTime, period);
}
