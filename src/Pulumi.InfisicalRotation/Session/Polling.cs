using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Rotations;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// Looks again and again for something the server may show late: a commit takes a moment, and a read can come from a replica that
/// lags behind.
/// </summary>
internal static class Polling
{
    /// <summary>For what may have been created: some twenty seconds in all, where the server answers.</summary>
    public static readonly ImmutableArray<TimeSpan> Long = Seconds(0, 0.25, 0.5, 1, 2, 4, 6, 8);

    /// <summary>
    /// For what a server may still be at work on while a gateway has given up: a minute and a half, longer than either waits for a
    /// request.
    /// </summary>
    public static readonly ImmutableArray<TimeSpan> Longest = Seconds(0, 0.25, 0.5, 1, 2, 4, 6, 8, 10, 15, 20, 25);

    /// <summary>For what is known to be there: some four seconds.</summary>
    public static readonly ImmutableArray<TimeSpan> Short = Seconds(0, 0.25, 0.5, 1, 2);

    /// <summary>
    /// What was made or changed longer ago than this is known to every replica; amply. Of what is younger a single "not found" proves nothing.
    /// </summary>
    public static readonly TimeSpan Youth = TimeSpan.FromMinutes(1);

    /// <summary>How much longer it may take with a server that is slow to answer, or has stopped to.</summary>
    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Looks after each wait until there is something. No user ends it early: it looks for what was sent, and who stops looking leaves
    /// a live credential that nobody knows of. It ends by itself, also where the server does not answer any more. A look that fails is
    /// followed by the next; whether the last one did is in what comes back.
    /// </summary>
    public static async Task<Sight<T>> Look<T>(TimeProvider time, ImmutableArray<TimeSpan> waits, Func<CancellationToken, Task<T?>> look)
        where T : class
    {
        using var ended = new CancellationTokenSource(waits.Aggregate(Slowness, (all, wait) => all + wait), time);
        ApiException? fault = null;
        try
        {
            foreach (var wait in waits)
            {
                await Task.Delay(wait, time, ended.Token);
                try
                {
                    if (await look(ended.Token) is { } found)
                    {
                        return new Sight<T>(found, Fault: null);
                    }

                    fault = null;
                }
                catch (ApiException failure)
                {
                    fault = failure;
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            fault ??= new ApiException(RotationMessages.NoAnswerInTime) { Failure = ApiFailure.TimedOut, Operation = "Looking" };
        }

        return new Sight<T>(null, fault);
    }

    private static ImmutableArray<TimeSpan> Seconds(params ReadOnlySpan<double> seconds) => [.. seconds.ToArray().Select(TimeSpan.FromSeconds)];
}

/// <summary>What a look ended with.</summary>
/// <param name="Found">What was looked for, or null.</param>
/// <param name="Fault">Why nothing could be seen in the end: that nothing was found says nothing then.</param>
internal sealed record Sight<T>(T? Found, ApiException? Fault)
    where T : class;
