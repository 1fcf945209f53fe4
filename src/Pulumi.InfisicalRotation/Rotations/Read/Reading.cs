using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Read;

/// <summary>Reads a rotation: for a refresh, for the phase before every update, and for an import.</summary>
internal sealed class Reading(ProviderSession session)
{
    public Task<ReadAnswer?> Read(RotationType type, ReadCall call, CallContext context) =>
        call.State?.Get(Outputs.RotationId.Name) is null ? Import(type, call, context) : Refresh(type, call, call.State, context);

    /// <summary>
    /// Only a definite "not found" means gone. Whatever else goes wrong, the stored state is given back: this read comes before
    /// every preview, update and destroy, with the configuration of the run before, and a failure would lock the user out of all.
    /// </summary>
    private async Task<ReadAnswer?> Refresh(RotationType type, ReadCall call, PropertyMap state, CallContext context)
    {
        var inputs = call.Inputs ?? PropertyMap.Empty;
        try
        {
            var rotation = await Find(type, call.Id, state, context.Cancelled)
                ?? (session.Client.Now - RotationState.CreatedAt(state) < Polling.Youth ? await LookAgain(type, call.Id, context.Cancelled) : null);
            if (rotation is null)
            {
                context.Log(LogLevel.Warning, RotationMessages.Vanished(TextOf(state, Envelope.Name), call.Id));
                return null;
            }

            session.Seen[rotation.Id] = true;
            TellHealth(rotation, context);
            return Answer(type, inputs, state, rotation);
        }
        catch (ApiException fault)
        {
            session.WarnOnce(context, fault, RotationMessages.StoredStateKept);
            return new ReadAnswer(call.Id, state, inputs, session.Settings.RefreshBeforeUpdate);
        }
    }

    /// <summary>
    /// Made so lately that a replica may not know of it yet. Who takes such a rotation for gone makes a second one, and nobody knows the
    /// first any more; so here not to be answered is no answer either.
    /// </summary>
    private async Task<Rotation?> LookAgain(RotationType type, string id, CancellationToken cancelled)
    {
        var sight = await Polling.Look(session.Time, Polling.Short, async ended =>
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, cancelled);
            return await session.Client.GetRotationAsync(type.Slug, id, either.Token);
        });
        return sight.Fault is not null ? throw sight.Fault : sight.Found;
    }

    private static string? TextOf(PropertyMap state, Field field) => (state.Get(field.Name)?.Plain() as PropertyValue.Text)?.Value;

    private Task<Rotation?> Find(RotationType type, string id, PropertyMap state, CancellationToken cancelled) =>
        TextOf(state, Envelope.ProjectId) is { } projectId
            ? session.Reads.Rotation(projectId, type.Slug, id, cancelled)
            : session.Client.GetRotationAsync(type.Slug, id, cancelled);

    private async Task<ReadAnswer?> Import(RotationType type, ReadCall call, CallContext context)
    {
        try
        {
            var rotation = Guid.TryParseExact(call.Id.Trim(), "D", out var id)
                ? await FindById(type, id.ToString("D"), context.Cancelled)
                : await FindByPath(call.Id, context.Cancelled);
            if (rotation is null)
            {
                return null;
            }

            type = type.IsGeneric ? RotationTypes.Generic(rotation.Type) : type;

            return string.Equals(rotation.Type, type.Slug, StringComparison.Ordinal)
                ? Answer(type, PropertyMap.Empty, PropertyMap.Empty, rotation)
                : throw new RefusalException(RefusalKind.InvalidInput, RotationMessages.OtherType(rotation, type));
        }
        catch (ApiException fault)
        {
            var isOfOneType = type.Slug.Length > 0 && Guid.TryParseExact(call.Id.Trim(), "D", out _);
            throw fault.ToRefusal(isOfOneType && fault is { Failure: ApiFailure.Answered, Status: 500 } ? RotationMessages.MaybeOtherType(type, fault) : null);
        }
    }

    /// <summary>The route to one rotation wants its type: where that isn't known, the project's list has it.</summary>
    private async Task<Rotation?> FindById(RotationType type, string id, CancellationToken cancelled)
    {
        if (type.Slug.Length > 0)
        {
            return await session.Client.GetRotationAsync(type.Slug, id, cancelled);
        }

        var projectId = session.Settings.ProjectId ?? throw new RefusalException(RefusalKind.InvalidInput, RotationMessages.GenericIdNeedsProject(id));
        return (await session.Reads.Rotations(projectId, null, cancelled)).FirstOrDefault(rotation => rotation.Id == id);
    }

    /// <summary>By <c>projectId/environment/folder/path/name</c>; the folder's path is left out for the root.</summary>
    private async Task<Rotation?> FindByPath(string id, CancellationToken cancelled)
    {
        var parts = id.Trim().Split('/');
        if (parts.Length < 3 || parts.Any(part => part is "" or "." or ".."))
        {
            throw new RefusalException(RefusalKind.InvalidInput, RotationMessages.MalformedId(id));
        }

        var path = "/" + string.Join('/', parts[2..^1]);
        var rotations = await session.Reads.Rotations(parts[0], null, cancelled);
        return rotations.FirstOrDefault(rotation => rotation.EnvironmentSlug == parts[1] && rotation.FolderPath == path && rotation.Name == parts[^1]);
    }

    private void TellHealth(Rotation rotation, CallContext context)
    {
        switch (RotationState.Health(rotation, session.Client.Now))
        {
            case "failed":
                context.Log(LogLevel.Warning, RotationMessages.Failed(rotation));
                break;
            case "overdue":
                context.Log(LogLevel.Warning, RotationMessages.Overdue(rotation));
                break;
        }
    }

    private ReadAnswer Answer(RotationType type, PropertyMap inputs, PropertyMap state, Rotation rotation) => new(
        rotation.Id,
        RotationState.Outputs(type, inputs, state, rotation, session.Client.Now),
        RotationState.ReadInputs(type, inputs, rotation),
        session.Settings.RefreshBeforeUpdate);
}
