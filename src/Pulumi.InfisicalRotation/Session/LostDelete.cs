using Pulumi.InfisicalRotation.Api.Errors;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>Whether an object is gone after a DELETE request whose outcome is unknown.</summary>
internal static class LostDelete
{
    /// <summary>
    /// A replica may not know a new object yet, so for one only the last "not found" of the schedule counts.
    /// </summary>
    /// <param name="createdAt">When the object was created; null if that was long ago or is unknown.</param>
    /// <param name="fault">What was known of the request.</param>
    /// <param name="isGone">Whether the server answers "not found" now.</param>
    public static async Task<LostDeleteResult> Find(
        ProviderSession session,
        DateTimeOffset? createdAt,
        ApiException fault,
        Func<CancellationToken, Task<bool>> isGone)
    {
        var schedule = Polling.Long;
        var readsWhileItExists = (fault.MayStillBeRunning ? Polling.Long : Polling.Short).Length;
        var reads = 0;
        var outcome = LostDeleteOutcome.Unknown;
        var result = await Polling.UntilTrue(session.Time, schedule, async ended =>
        {
            reads++;
            if (await isGone(ended))
            {
                var isNew = session.Client.Now - createdAt < Polling.ConsistencyWindow;
                outcome = isNew && reads < schedule.Length ? LostDeleteOutcome.Unknown : LostDeleteOutcome.Deleted;
            }
            else
            {
                outcome = reads < readsWhileItExists ? LostDeleteOutcome.Unknown : LostDeleteOutcome.StillExists;
            }

            return outcome is not LostDeleteOutcome.Unknown;
        });
        return new LostDeleteResult(outcome, result.Fault);
    }
}

/// <param name="Fault">Failure of the last read, for an unknown outcome.</param>
internal sealed record LostDeleteResult(LostDeleteOutcome Outcome, ApiException? Fault);

internal enum LostDeleteOutcome
{
    /// <summary>The reads failed.</summary>
    Unknown,

    Deleted,

    /// <summary>It exists, and the server had time to delete it.</summary>
    StillExists,
}
