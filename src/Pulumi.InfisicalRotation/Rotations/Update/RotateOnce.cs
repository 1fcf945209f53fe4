using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Update;

/// <summary>
/// Rotates on demand, once. Slot and time of the last success before and after tell whether it happened; an error alone doesn't:
/// the server answers 500 also where the new credential is in use already.
/// </summary>
internal sealed class RotateOnce(ProviderSession session)
{
    /// <param name="type">Its type.</param>
    /// <param name="id">Its id.</param>
    /// <param name="before">The rotation before anything of this update was sent, where something was: a change on the day it is due makes the
    /// server rotate by itself, and that is then the rotation that was asked for. Null where nothing was.</param>
    /// <param name="latest">The rotation as the last change left it; null where there was none.</param>
    /// <param name="context">Where messages go.</param>
    /// <param name="waits">Ends the waiting for what was not sent yet.</param>
    /// <exception cref="RefusalException">It did not rotate; the sentence says why.</exception>
    public async Task<Rotation> Rotate(RotationType type, string id, Rotation? before, Rotation? latest, CallContext context, CancellationToken waits)
    {
        if (before is not null && (IsDue(before) || IsDue(latest)) && await ByItself(type, before) is { } already)
        {
            return already;
        }

        before ??= await session.Client.GetRotationAsync(type.Slug, id, waits)
            ?? throw new RefusalException(RefusalKind.Precondition, RotationMessages.Gone(id));
        session.Reads.NoteWrite(id);
        try
        {
            return await session.Client.RotateSecretsAsync(type.Slug, id, waits);
        }
        catch (ApiException fault) when (fault.IsFateUnknown || fault.IsRotationRunning())
        {
            return await Settle(type, before, fault, context);
        }
    }

    /// <summary>Only one that is due can rotate without being asked; it may take a moment to.</summary>
    private async Task<Rotation?> ByItself(RotationType type, Rotation before)
    {
        var sight = await Polling.Look(session.Time, Polling.Short, async ended =>
        {
            var now = await session.Client.GetRotationAsync(type.Slug, before.Id, ended);
            return now is null || HasRotated(before, now) || !IsDue(now) ? now ?? before : null;
        });

        // Unseen it may have rotated, and asking for it would be a second time.
        return sight.Fault is not null ? throw sight.Fault : sight.Found is { } after && HasRotated(before, after) ? after : null;
    }

    private async Task<Rotation> Settle(RotationType type, Rotation before, ApiException fault, CallContext context)
    {
        // Another rotation that is running gives a new credential too: it is the one that was asked for, and not to be followed by a second.
        var isOther = fault.IsRotationRunning();

        // Where the server itself said that it failed, the row is settled; a gateway says nothing, and the rotation may still be running.
        // The server's own lock lasts a minute.
        var patience = isOther || fault.IsStillAtWork() ? Polling.Longest
            : fault is { Failure: ApiFailure.Answered, Status: 500 } ? Polling.Short
            : Polling.Long;

        // Who loses the lock marks the row as failed while the other one is still at work.
        var isOwnMark = isOther && fault.Status == 500;
        var sight = await Polling.Look(session.Time, patience, async ended =>
            await session.Client.GetRotationAsync(type.Slug, before.Id, ended) is { } now && (isOwnMark ? HasRotated(before, now) : HasMoved(before, now)) ? now : null);
        if (sight.Found is not { } after)
        {
            throw fault.ToRefusal(sight.Fault is not null
                ? RotationMessages.RotateUnseen(fault, sight.Fault.Message)
                : isOther ? RotationMessages.RotationInProgress(fault) : RotationMessages.RotateUnknown(fault));
        }

        if (!HasRotated(before, after))
        {
            throw new RefusalException(RefusalKind.Unavailable, RotationMessages.RotateFailed(after), fault);
        }

        if (RotationState.Health(after, session.Client.Now) == "failed")
        {
            context.Log(LogLevel.Warning, RotationMessages.RotatedButFailed(after));
        }

        return after;
    }

    private bool IsDue(Rotation? rotation) => rotation?.NextRotationAt <= session.Client.Now;

    private static bool HasRotated(Rotation before, Rotation after) =>
        before.ActiveIndex != after.ActiveIndex || before.LastRotatedAt != after.LastRotatedAt;

    private static bool HasMoved(Rotation before, Rotation after) =>
        HasRotated(before, after) || before.LastRotationAttemptedAt != after.LastRotationAttemptedAt;
}
