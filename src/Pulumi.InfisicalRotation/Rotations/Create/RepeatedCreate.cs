using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Create;

/// <summary>
/// A Create that the engine repeats in the same run, because an <c>onError</c> hook asks for it after a failure. The
/// request of the first one may have created the rotation.
/// </summary>
internal sealed class RepeatedCreate(ProviderSession session)
{
    private readonly LostCreate _lostCreate = new(session);

    /// <returns>The rotation that the earlier request created; null if it created none.</returns>
    /// <exception cref="PartialResultException">It exists, but it could not be read.</exception>
    /// <exception cref="RefusalException">Whether it exists is unknown.</exception>
    public async Task<Rotation?> Find(RotationInputs inputs, CreateAttempt earlier, CallContext context)
    {
        if (earlier.CreatedId is not { } id)
        {
            return await _lostCreate.FindEarlier(inputs, earlier.ExistingIds, context);
        }

        var result = await Polling.Until(
            session.Time, Polling.Short, ended => session.Client.GetRotationAsync(inputs.Type.Slug, id, ended));
        return result.Found ?? throw CreatedOnly.Result(
            session, inputs, id, CreateMessages.CreatedNotRead(inputs.Name, id, result.Fault?.Message));
    }
}
