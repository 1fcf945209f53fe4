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
    /// <returns>
    /// True: it is gone. False: it still exists, and the server had time to delete it. Nothing: the reads failed.
    /// </returns>
    public static Task<PollResult<object>> Find(
        ProviderSession session,
        DateTimeOffset? createdAt,
        ApiException fault,
        Func<CancellationToken, Task<bool>> isGone)
    {
        var schedule = Polling.Long;
        var readsWhileItExists = (fault.MayStillBeRunning ? Polling.Long : Polling.Short).Length;
        var reads = 0;
        return Polling.Until<object>(session.Time, schedule, async ended =>
        {
            reads++;
            if (!await isGone(ended))
            {
                return reads < readsWhileItExists ? null : false;
            }

            var isNew = session.Client.Now - createdAt < Polling.ConsistencyWindow;
            return isNew && reads < schedule.Length ? null : true;
        });
    }
}
