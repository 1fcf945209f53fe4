using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// Reads repeatedly until something shows up on the server. A commit takes a moment, and a replica that answers a read
/// may lag.
/// </summary>
internal static class Polling
{
    /// <summary>For what may have been created: about 20 seconds in all, if the server answers.</summary>
    public static readonly ImmutableArray<TimeSpan> Long = Seconds(0, 0.25, 0.5, 1, 2, 4, 6, 8);

    /// <summary>
    /// For a request that a gateway gave up while the server may still run it: a minute and a half, longer than either
    /// waits for a request.
    /// </summary>
    public static readonly ImmutableArray<TimeSpan> Longest = Seconds(0, 0.25, 0.5, 1, 2, 4, 6, 8, 10, 15, 20, 25);

    /// <summary>For what exists for certain: about 4 seconds.</summary>
    public static readonly ImmutableArray<TimeSpan> Short = Seconds(0, 0.25, 0.5, 1, 2);

    /// <summary>
    /// Every replica knows what was created or changed longer ago than this. For anything newer, a single "not found"
    /// proves nothing.
    /// </summary>
    public static readonly TimeSpan ConsistencyWindow = TimeSpan.FromMinutes(1);

    private static readonly object Met = new();

    /// <summary>Added to the length of a schedule for a server that is slow or has stopped answering.</summary>
    private static readonly TimeSpan SlowServerAllowance = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Reads after each wait of the schedule until there is a result. The user can't cancel it: it looks for what was
    /// sent, and to stop would leave a live credential that nobody knows. A failed read is followed by the next one,
    /// whatever failed: an answer that cannot be processed proves as little as one that did not come. Never throws.
    /// </summary>
    /// <param name="schedule">The wait before each read.</param>
    /// <param name="read">Returns null to continue.</param>
    public static Task<PollResult<T>> Until<T>(
        TimeProvider time, ImmutableArray<TimeSpan> schedule, Func<CancellationToken, Task<T?>> read)
        where T : class => UntilOrCancelled(time, schedule, read, CancellationToken.None);

    /// <summary>The same where nothing was sent, so that the user can cancel it.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <inheritdoc cref="Until"/>
    public static async Task<PollResult<T>> UntilOrCancelled<T>(
        TimeProvider time,
        ImmutableArray<TimeSpan> schedule,
        Func<CancellationToken, Task<T?>> read,
        CancellationToken cancelled)
        where T : class
    {
        ApiException? fault = null;
        try
        {
            using var deadline = new CancellationTokenSource(
                schedule.Aggregate(SlowServerAllowance, (sum, wait) => sum + wait), time);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancelled);
            foreach (var wait in schedule)
            {
                await Task.Delay(wait, time, ended.Token);
                try
                {
                    if (await read(ended.Token) is { } found)
                    {
                        return new PollResult<T>(found, Fault: null);
                    }

                    fault = null;
                }
                catch (Exception failure) when (!ended.IsCancellationRequested && failure is not OutOfMemoryException)
                {
                    fault = failure as ApiException ?? Unprocessed(failure);
                }
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            cancelled.ThrowIfCancellationRequested();
            fault ??= failure as ApiException
                ?? (failure is OperationCanceledException ? TimedOut() : Unprocessed(failure));
        }

        return new PollResult<T>(null, fault);
    }

    /// <summary>The same for a condition.</summary>
    /// <inheritdoc cref="Until"/>
    public static Task<ConditionResult> UntilTrue(
        TimeProvider time, ImmutableArray<TimeSpan> schedule, Func<CancellationToken, Task<bool>> condition) =>
        UntilTrueOrCancelled(time, schedule, condition, CancellationToken.None);

    /// <inheritdoc cref="UntilOrCancelled"/>
    public static async Task<ConditionResult> UntilTrueOrCancelled(
        TimeProvider time,
        ImmutableArray<TimeSpan> schedule,
        Func<CancellationToken, Task<bool>> condition,
        CancellationToken cancelled)
    {
        var result = await UntilOrCancelled(
            time, schedule, async ended => await condition(ended) ? Met : null, cancelled);
        return new ConditionResult(result.Found is not null, result.Fault);
    }

    private static ApiException TimedOut() =>
        new("Infisical did not answer in time.") { Failure = ApiFailure.TimedOut, Operation = "Reading" };

    private static ApiException Unprocessed(Exception failure) => new(
        $"This provider could not process the response ({failure.GetType().Name}). Please report this.", failure)
    {
        Failure = ApiFailure.Broken,
        Operation = "Reading",
    };

    private static ImmutableArray<TimeSpan> Seconds(params ReadOnlySpan<double> seconds) =>
        [.. seconds.ToArray().Select(TimeSpan.FromSeconds)];
}

/// <param name="IsMet">Whether the condition was met.</param>
/// <param name="Fault">Failure of the last read. If there is one, an unmet condition proves nothing.</param>
internal sealed record ConditionResult(bool IsMet, ApiException? Fault);

/// <param name="Found">What was looked for, or null.</param>
/// <param name="Fault">Failure of the last read. If there is one, a null result proves nothing.</param>
internal sealed record PollResult<T>(T? Found, ApiException? Fault)
    where T : class;
