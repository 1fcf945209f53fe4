using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Read;

/// <summary>Imports a rotation by its UUID, or by <c>projectId/environment/folder/path/name</c>.</summary>
internal sealed class ImportOperation(RotationType type, ProviderSession session)
{
    /// <returns>Null if there is no such rotation.</returns>
    public async Task<ReadAnswer?> Run(ReadCall call, CallContext context)
    {
        if (await Find(call.Id, session.Settings.ProjectId, context.Cancelled) is not { } rotation)
        {
            return null;
        }

        session.Run.Holders.RecordNew(rotation.Id, context.Urn);
        return RotationState.ReadAnswerOf(
            TypeOf(rotation), PropertyMap.Empty, PropertyMap.Empty, rotation, session);
    }

    /// <param name="projectId">Where a rotation of unknown type is looked for; null if that is not known.</param>
    /// <returns>Null if there is no such rotation.</returns>
    /// <exception cref="RefusalException">It cannot be read, or has another type.</exception>
    public async Task<Rotation?> Find(string id, string? projectId, CancellationToken cancelled)
    {
        var isUuid = Guid.TryParseExact(id.Trim(), "D", out var uuid);
        try
        {
            var rotation = isUuid
                ? await FindById(uuid.ToString("D"), projectId, cancelled)
                : await FindByPath(id, cancelled);
            return rotation is null || string.Equals(rotation.Type, TypeOf(rotation).Slug, StringComparison.Ordinal)
                ? rotation
                : throw new RefusalException(
                    RefusalKind.InvalidInput, ReadMessages.OtherType(rotation, TypeOf(rotation)));
        }
        catch (ApiException fault)
        {
            var mayBeOtherType = type.Slug.Length > 0 && isUuid
                && fault is { Failure: ApiFailure.Answered, Status: 500 };
            throw fault.ToRefusal(mayBeOtherType ? ReadMessages.MayBeOtherType(type, fault) : null);
        }
    }

    /// <summary>The generic resource has the type of the rotation.</summary>
    public RotationType TypeOf(Rotation rotation) => type.IsGeneric ? RotationTypes.Generic(rotation.Type) : type;

    /// <summary>
    /// The route to one rotation needs its type. Where the type is unknown, the project's list is read.
    /// </summary>
    private async Task<Rotation?> FindById(string id, string? projectId, CancellationToken cancelled)
    {
        if (type.Slug.Length > 0)
        {
            return await session.Client.GetRotationAsync(type.Slug, id, cancelled);
        }

        return await FindInList(
            projectId ?? throw new RefusalException(RefusalKind.InvalidInput, ReadMessages.GenericIdNeedsProject(id)),
            rotation => rotation.Id == id,
            cancelled);
    }

    /// <summary>The folder's path is left out for the root folder.</summary>
    private async Task<Rotation?> FindByPath(string id, CancellationToken cancelled)
    {
        var parts = id.Trim().Split('/');
        if (parts.Length < 3 || parts.Any(part => part is "" or "." or ".."))
        {
            throw new RefusalException(RefusalKind.InvalidInput, ReadMessages.MalformedId(id));
        }

        var path = "/" + string.Join('/', parts[2..^1]);
        return await FindInList(
            parts[0],
            rotation => rotation.EnvironmentSlug == parts[1] && rotation.FolderPath == path && rotation.Name == parts[^1],
            cancelled);
    }

    /// <summary>
    /// A list that other resources share may have been read before this run created the rotation, so only a new list
    /// shows that there is none.
    /// </summary>
    private async Task<Rotation?> FindInList(
        string projectId, Func<Rotation, bool> isWanted, CancellationToken cancelled)
    {
        var shared = await session.Reads.Rotations(projectId, session.Run.LastWrite, cancelled);
        if (shared.FirstOrDefault(isWanted) is { } found)
        {
            return found;
        }

        var current = await session.Reads.Rotations(projectId, session.Time.GetUtcNow(), cancelled);
        return current.FirstOrDefault(isWanted);
    }
}
