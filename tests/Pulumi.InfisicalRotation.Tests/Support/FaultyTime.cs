using System.Diagnostics;
using Pulumi.InfisicalRotation.Api.Pacing;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>
/// A clock whose n-th use fails once a condition holds: an exception at a point of the provider that no answer of a
/// server reaches. The uses of the rate limit do not count: they come before a request, and a failed one could admit no
/// other.
/// </summary>
internal sealed class FaultyTime(TimeProvider clock, Func<bool> isArmed, int nth = 1) : TimeProvider
{
    private int _uses;

    /// <summary>Whether the clock was used often enough to fail.</summary>
    public bool HasFailed => Volatile.Read(ref _uses) >= nth;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => Checked().GetUtcNow();

    public override long GetTimestamp() => Checked().GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        Checked().CreateTimer(callback, state, dueTime, period);

    private TimeProvider Checked() => isArmed() && !IsPacing() && Interlocked.Increment(ref _uses) == nth
        ? throw new InvalidOperationException("This use of the clock fails.")
        : clock;

    private static bool IsPacing() => new StackTrace().GetFrames()
        .Select(frame => frame.GetMethod()?.DeclaringType)
        .FirstOrDefault(caller => caller != typeof(FaultyTime) && caller != typeof(TimeProvider))
        ?.Namespace == typeof(RateWindow).Namespace;
}
