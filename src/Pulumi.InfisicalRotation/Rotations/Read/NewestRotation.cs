using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Read;

/// <summary>
/// Reads a rotation that is in the state. A replica may answer with the rotation before the last change, or not know a
/// new one yet. To take that for its state would report a change that nobody made, or repair a second time what was just
/// repaired.
/// </summary>
internal sealed class NewestRotation(RotationType type, ProviderSession session)
{
    /// <param name="state">The stored outputs.</param>
    /// <param name="first">The first read.</param>
    /// <param name="waitsForNewer">The waits for a newer version where the first one is older than the state.</param>
    /// <returns>
    /// The newest version that was found, which <see cref="IsPossiblyStale"/> may still apply to; null if the server does not know
    /// the rotation.
    /// </returns>
    /// <exception cref="Api.Errors.ApiException">
    /// A read failed. To take a new rotation for gone would create a second one and orphan the first.
    /// </exception>
    public async Task<Rotation?> Find(
        string id,
        PropertyMap state,
        Task<Rotation?> first,
        ImmutableArray<TimeSpan> waitsForNewer,
        CancellationToken cancelled) => await first is not { } rotation
        ? session.Client.Now - RotationState.CreatedAt(state) < Polling.ConsistencyWindow
            ? await Poll(id, Polling.Long, _ => true, cancelled)
            : null
        : IsPossiblyStale(state, rotation)
            ? await Poll(id, waitsForNewer, found => !IsPossiblyStale(state, found), cancelled) ?? rotation
        : rotation;

    /// <summary>The rotation for an update, which must not decide by an older version.</summary>
    /// <returns>Null if the server does not know it.</returns>
    /// <exception cref="RefusalException">Infisical shows an older version only.</exception>
    /// <inheritdoc cref="Find"/>
    public async Task<Rotation?> FindCurrent(string id, PropertyMap state, CancellationToken cancelled)
    {
        var rotation = await Find(
            id, state, session.Client.GetRotationAsync(type.Slug, id, cancelled), Polling.Long, cancelled);
        return rotation is null || !IsPossiblyStale(state, rotation)
            ? rotation
            : throw new RefusalException(RefusalKind.Unavailable, ReadMessages.OlderThanState(rotation.Name));
    }

    /// <summary>Whether this may be the rotation before the last change, from a replica.</summary>
    public bool IsPossiblyStale(PropertyMap state, Rotation rotation) =>
        OlderServerState.IsPossiblyStale(state, rotation, session.Client.Now);

    private async Task<Rotation?> Poll(
        string id, ImmutableArray<TimeSpan> schedule, Func<Rotation, bool> isWanted, CancellationToken cancelled)
    {
        var result = await Polling.UntilOrCancelled(
            session.Time,
            schedule,
            async ended => await session.Client.GetRotationAsync(type.Slug, id, ended) is { } rotation
                && isWanted(rotation) ? rotation : null,
            cancelled);
        return result.Fault is { } fault ? throw fault : result.Found;
    }
}
