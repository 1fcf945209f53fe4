using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Catalogue;

namespace Pulumi.InfisicalRotation.Lifecycle;

/// <summary>
/// Rotates on demand, once. Slot and time of the last success before and after tell whether it happened; an error alone doesn't:
/// the server answers 500 also where the new credential is in use already.
/// </summary>
internal sealed class RotateOnce(Session session)
{
    /// <exception cref="RefusalException">It did not rotate; the sentence says why.</exception>
    public async Task<Rotation> Rotate(RotationType type, string id, CallContext context, CancellationToken waits)
    {
        var before = await session.Client.GetRotationAsync(type.Slug, id, waits)
            ?? throw new RefusalException(RefusalKind.Precondition, RotationMessages.Gone(id));
        try
        {
            return await session.Client.RotateSecretsAsync(type.Slug, id, waits);
        }
        catch (ApiException fault) when (fault.IsFateUnknown)
        {
            return await Settle(type, before, fault, context);
        }
    }

    private async Task<Rotation> Settle(RotationType type, Rotation before, ApiException fault, CallContext context)
    {
        // Where the server answered, the row is settled; where the answer was lost, the rotation may still be running.
        var patience = fault.Failure == ApiFailure.Answered ? Patience.Short : Patience.Long;
        var after = await Patience.Look(
            session.Time,
            patience,
            async () =>
            {
                try
                {
                    return await session.Client.GetRotationAsync(type.Slug, before.Id, CancellationToken.None) is { } now && HasMoved(before, now) ? now : null;
                }
                catch (ApiException)
                {
                    return null;
                }
            });
        if (after is null)
        {
            throw fault.ToRefusal(RotationMessages.RotateUnknown(fault));
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

    private static bool HasRotated(Rotation before, Rotation after) =>
        before.ActiveIndex != after.ActiveIndex || before.LastRotatedAt != after.LastRotatedAt;

    private static bool HasMoved(Rotation before, Rotation after) =>
        HasRotated(before, after) || before.LastRotationAttemptedAt != after.LastRotationAttemptedAt;
}
