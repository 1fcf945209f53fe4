using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>Whether the engine can still save the answer of a call in the state.</summary>
internal static class AbandonedCall
{
    /// <summary>How long after Ctrl-C the engine may take to drop the call; milliseconds were observed.</summary>
    private static readonly TimeSpan DropDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Call when a create has succeeded, before its answer.</summary>
    public static async Task<bool> IsAbandoned(this CallContext context, TimeProvider time)
    {
        if (context.Cancelled.IsCancellationRequested)
        {
            // A second Ctrl-C cancels first and drops the call a moment later. An answer sent between the two would be
            // lost.
            await Task.Delay(DropDelay, time, context.Abandoned)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return context.Abandoned.IsCancellationRequested;
    }
}
