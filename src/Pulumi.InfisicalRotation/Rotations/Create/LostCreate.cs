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
        var result = await Polling.Until(session.Time, schedule, async ended =>
            (await session.Client.ListRotationsAsync(inputs.Required(Envelope.ProjectId), ended)).FirstOrDefault(
                rotation => !existingIds.Contains(rotation.Id)
                    && RotationState.IsAsRequested(inputs, rotation, mayIgnore: true)));
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
}
