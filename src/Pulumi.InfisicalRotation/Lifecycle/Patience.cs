using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Lifecycle;

/// <summary>
/// Looks again and again for something the server may show late: a commit takes a moment, and a read can come from a replica that
/// lags behind.
/// </summary>
internal static class Patience
{
    /// <summary>For what may have been created: some twenty seconds in all.</summary>
    public static readonly ImmutableArray<TimeSpan> Long = Seconds(0, 0.25, 0.5, 1, 2, 4, 6, 8);

    /// <summary>For what is known to be there: some four seconds.</summary>
    public static readonly ImmutableArray<TimeSpan> Short = Seconds(0, 0.25, 0.5, 1, 2);

    /// <summary>
    /// Looks after each wait until there is something. A cancellation ends the waits, not the looking: one last look follows.
    /// </summary>
    public static async Task<T?> Look<T>(TimeProvider time, ImmutableArray<TimeSpan> waits, Func<Task<T?>> look, CancellationToken cancelled)
        where T : class
    {
        foreach (var wait in waits)
        {
            await Wait(time, wait, cancelled);
            if (await look() is { } found)
            {
                return found;
            }

            if (cancelled.IsCancellationRequested)
            {
                break;
            }
        }

        return null;
    }

    private static async Task Wait(TimeProvider time, TimeSpan wait, CancellationToken cancelled)
    {
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancelled).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static ImmutableArray<TimeSpan> Seconds(params ReadOnlySpan<double> seconds) => [.. seconds.ToArray().Select(TimeSpan.FromSeconds)];
}
