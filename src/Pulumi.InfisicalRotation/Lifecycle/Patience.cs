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
    /// Looks after each wait until there is something. Nothing ends it early: it looks for what was sent, and who stops looking leaves
    /// a live credential that nobody knows of. It is short enough to be waited for.
    /// </summary>
    public static async Task<T?> Look<T>(TimeProvider time, ImmutableArray<TimeSpan> waits, Func<Task<T?>> look)
        where T : class
    {
        foreach (var wait in waits)
        {
            await Task.Delay(wait, time, CancellationToken.None);
            if (await look() is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static ImmutableArray<TimeSpan> Seconds(params ReadOnlySpan<double> seconds) => [.. seconds.ToArray().Select(TimeSpan.FromSeconds)];
}
