using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations.Preflight;
using Pulumi.InfisicalRotation.Rotations.Read;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Update;

/// <summary>
/// Rotates on demand, exactly once. Active slot and time of the last success, before and after, show whether it
/// rotated. An error alone does not: the server also answers 500 when the new credential is already in use.
/// </summary>
internal sealed class RotateOnce(ProviderSession session)
{
    private readonly IamGuard _iam = new(session);

    /// <summary>
    /// Checks before the other changes of the same update are sent, so that a refusal leaves nothing half done.
    /// </summary>
    /// <inheritdoc cref="IamGuard.CheckBeforeRotation"/>
    public Task RefuseIfKeyInDanger(
        RotationInputs inputs, Rotation rotation, PropertyMap state, CallContext context, CancellationToken waits) =>
        _iam.RefuseIfKeyInDanger(inputs, rotation, state, context, waits);

    /// <param name="state">The stored outputs.</param>
    /// <param name="before">
    /// The rotation before the first request of this update; null if none was sent. A patch on the day a rotation is
    /// due makes the server rotate by itself, and that is then the requested rotation.
    /// </param>
    /// <param name="latest">The rotation after the last patch; null if there was none.</param>
    /// <param name="waits">Ends the waits before the request is sent.</param>
    /// <exception cref="RefusalException">It did not rotate, or that is unknown.</exception>
    public async Task<Rotation> Run(
        RotationInputs inputs,
        string id,
        PropertyMap state,
        Rotation? before,
        Rotation? latest,
        CallContext context,
        CancellationToken waits)
    {
        var type = inputs.Type;
        if (before is not null && (IsDue(before) || IsDue(latest)) && await FindScheduled(type, before) is { } rotated)
        {
            return rotated;
        }

        before ??= await new NewestRotation(type, session).FindCurrent(id, state, waits)
            ?? throw new RefusalException(RefusalKind.Precondition, RotationMessages.Gone(id));

        // The last rotation followed the schedule from before this update.
        var current = (latest ?? before) with
        {
            RotationInterval = before.RotationInterval,
            RotateAtUtc = before.RotateAtUtc,
        };
        using var userLock = await _iam.AcquireUserLock(inputs, waits);
        var condition = await _iam.CheckBeforeRotation(inputs, current, state, context, waits);
        session.Run.RecordWrite(id);
        try
        {
            var after = await session.Client.RotateSecretsAsync(type.Slug, id, waits, condition);
            session.Aws?.RecordIssue(inputs.IamUser, inputs.ConnectionId, isCertain: true);
            return after;
        }
        catch (ApiException fault) when (fault.IsOutcomeUnknown || fault.IsRotationInProgress)
        {
            session.Aws?.RecordIssue(inputs.IamUser, inputs.ConnectionId, isCertain: false);
            var after = await FindResult(type, before, fault, context);

            // The key of a rotation that was in progress before may have been listed before, too.
            session.Aws?.RecordIssue(inputs.IamUser, inputs.ConnectionId, isCertain: !fault.IsRotationInProgress);
            return after;
        }
    }

    /// <summary>Waits for a rotation that the server runs by itself because it was due; null if it does not.</summary>
    private async Task<Rotation?> FindScheduled(RotationType type, Rotation before)
    {
        var result = await Polling.Until(session.Time, Polling.Short, async ended =>
        {
            var now = await session.Client.GetRotationAsync(type.Slug, before.Id, ended);
            return now is null || HasRotated(before, now) || !IsDue(now) ? now ?? before : null;
        });

        // After a failed read it may have rotated, and a request would rotate a second time.
        return result.Fault is { } fault ? throw fault
            : result.Found is { } after && HasRotated(before, after) ? after
            : null;
    }

    private async Task<Rotation> FindResult(RotationType type, Rotation before, ApiException fault, CallContext context)
    {
        // Another rotation in progress issues a new credential too: it counts as the requested one.
        var isOther = fault.IsRotationInProgress;

        // After a gateway's error the rotation may still run: the server's lock lasts a minute. After the server's own
        // 500 the result is final, but a replica may lag.
        var schedule = isOther || fault.MayStillBeRunning ? Polling.Longest : Polling.Long;

        // The request that loses the server's lock marks the rotation as failed while the other one still runs.
        var isOwnMark = fault.Kind is ServerErrorKind.RotationLockLost;
        var result = await Polling.Until(session.Time, schedule, async ended =>
            await session.Client.GetRotationAsync(type.Slug, before.Id, ended) is { } now
                && (isOwnMark ? HasRotated(before, now) : HasAttempted(before, now)) ? now : null);
        if (result.Found is not { } after)
        {
            throw fault.ToRefusal(
                result.Fault is { } unread ? UpdateMessages.RotationNotLookedUp(fault, unread.Message)
                : isOther ? fault.WithAdvice()
                : UpdateMessages.NotRotated(fault));
        }

        if (!HasRotated(before, after))
        {
            throw new RefusalException(RefusalKind.Unavailable, UpdateMessages.RotationFailed(after), fault);
        }

        if (after.Health(session.Client.Now) == RotationHealth.Failed)
        {
            context.Warn(UpdateMessages.RotatedWithFailure(after));
        }

        return after;
    }

    private bool IsDue(Rotation? rotation) => rotation?.NextRotationAt <= session.Client.Now;

    private static bool HasRotated(Rotation before, Rotation after) =>
        after.HasOtherCredentialThan(before);

    private static bool HasAttempted(Rotation before, Rotation after) =>
        HasRotated(before, after) || before.LastRotationAttemptedAt != after.LastRotationAttemptedAt;
}
