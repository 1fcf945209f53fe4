using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Create;

/// <summary>
/// Looks up a rotation whose create request has an unknown outcome. "Already exists" is such an outcome too: a proxy
/// may have sent the request twice.
/// </summary>
internal sealed class LostCreate(ProviderSession session)
{
    /// <summary>
    /// The rotation that the request created: it was not in the list before, and it is identical to the requested one.
    /// </summary>
    /// <param name="existingIds">Ids of the project's rotations before the request.</param>
    /// <exception cref="RefusalException">It was not found, or could not be looked up.</exception>
    public async Task<Rotation> Find(
        RotationInputs inputs, ImmutableHashSet<string> existingIds, ApiException fault, CallContext context)
    {
        var schedule = !fault.IsOutcomeUnknown ? Polling.Short
            : fault.MayStillBeRunning ? Polling.Longest
            : Polling.Long;
        var result = await Search(inputs, existingIds, schedule);
        if (result.Found is { } found)
        {
            context.Warn(fault.IsOutcomeUnknown
                ? CreateMessages.LostCreateFound(found)
                : CreateMessages.AlreadyExistsFound(found));
            return found;
        }

        throw !fault.IsOutcomeUnknown ? fault.ToRefusal()
            : result.Fault is { } unread ? fault.ToRefusal(CreateMessages.NotLookedUp(inputs, fault, unread.Message))
            : fault.ToRefusal(CreateMessages.NotFound(inputs, fault));
    }

    /// <summary>Looks for the rotation of an earlier request, whose look-up did not find it.</summary>
    /// <returns>Null if that request created no rotation.</returns>
    /// <exception cref="RefusalException">It could not be looked up.</exception>
    public async Task<Rotation?> FindEarlier(
        RotationInputs inputs, ImmutableHashSet<string> existingIds, CallContext context)
    {
        var result = await Search(inputs, existingIds, Polling.Long);
        if (result.Found is { } found)
        {
            context.Warn(CreateMessages.LostCreateFound(found));
        }

        return result.Fault is { } unread
            ? throw unread.ToRefusal(CreateMessages.EarlierNotLookedUp(inputs, unread.Message))
            : result.Found;
    }

    private Task<PollResult<Rotation>> Search(
        RotationInputs inputs, ImmutableHashSet<string> existingIds, ImmutableArray<TimeSpan> schedule) =>
        Polling.Until(session.Time, schedule, async ended =>
        {
            var rotations = await session.Client.ListRotationsAsync(inputs.Required(Envelope.ProjectId), ended);
            Exception? unprocessed = null;
            foreach (var rotation in rotations.Where(rotation => !existingIds.Contains(rotation.Id)))
            {
                try
                {
                    if (RotationState.IsAsRequested(inputs, rotation, mayIgnore: true))
                    {
                        return rotation;
                    }
                }
                catch (Exception fault) when (fault is not OutOfMemoryException)
                {
                    // Another program's rotation must not hide the own one behind it.
                    unprocessed ??= fault;
                }
            }

            return unprocessed is null
                ? null
                : throw new InvalidOperationException("A rotation could not be compared.", unprocessed);
        });
}
