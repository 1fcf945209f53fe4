using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations.Preflight;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Create;

/// <summary>
/// A replacement whose predecessor was not deleted in this run: the engine creates first, or an option of the program
/// keeps the old rotation. The server itself shows whether it is in the way.
/// </summary>
internal sealed class KeptPredecessor(ProviderSession session)
{
    /// <summary>Checks whether the new rotation can be created beside its predecessor.</summary>
    /// <returns>
    /// The predecessor, if an earlier run took it out of the state and the program wants it unchanged; null to create.
    /// </returns>
    /// <exception cref="RefusalException">The predecessor is in the way.</exception>
    public async Task<Rotation?> Check(
        RotationInputs inputs, Predecessor? predecessor, CallContext context, CancellationToken waits)
    {
        if (predecessor is null
            || session.Run.IsDeleted(predecessor.Id)
            || await session.Client.GetRotationAsync(predecessor.Slug, predecessor.Id, waits) is not { } old)
        {
            return null;
        }

        var isUsedAgain = IsUsedAgain(inputs, old, session.Run.Plans, context.Urn);
        var conflicts = PredecessorConflict.Between(inputs, old);
        return (!isUsedAgain && conflicts.IsEmpty) || await IsGone(predecessor, waits) ? null
            : isUsedAgain ? old
            : throw new RefusalException(
                RefusalKind.Precondition,
                session.Run.HolderOf(old.Id) is { } holder
                    ? ReplacementMessages.HeldByOther(inputs.Name, old, holder)
                    : ReplacementMessages.Refused(inputs.Name, old, conflicts));
    }

    /// <summary>
    /// Whether an undone replacement gets its old rotation back. A replacement on request must not: the engine deletes
    /// the old rotation afterwards.
    /// </summary>
    public static bool IsUsedAgain(RotationInputs inputs, Rotation? old, ResourcePlans plans, string urn) =>
        old is not null && inputs.IsKnown && RotationState.IsAsRequested(inputs, old) && plans.CauseOf(urn) switch
        {
            ReplacementCause.Unfinished => true,
            ReplacementCause.Changes => inputs.AdoptExisting && !plans.IsReplaced(urn),
            _ => false,
        };

    /// <summary>
    /// An earlier run or another process may have deleted it a moment ago, and a replica that lags would still show it.
    /// </summary>
    private async Task<bool> IsGone(Predecessor predecessor, CancellationToken waits)
    {
        var result = await Polling.UntilTrueOrCancelled(
            session.Time,
            Polling.Short,
            async ended => await session.Client.GetRotationAsync(predecessor.Slug, predecessor.Id, ended) is null,
            waits);
        return result.Fault is { } fault ? throw fault : result.IsMet;
    }
}
