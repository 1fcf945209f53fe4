using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Update;

/// <summary>
/// Updates a rotation: moves it, changes what the server lets change, rotates where that was asked for. What was done stays recorded
/// where a later step fails.
/// </summary>
internal sealed class Updating(ProviderSession session)
{
    private readonly RotateOnce _rotateOnce = new(session);

    public async Task<UpdateAnswer> Update(UpdatePlan plan, string id, CallContext context)
    {
        using var waits = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled, context.Abandoned);
        Rotation? latest = null;
        try
        {
            // What it was before the first request tells whether the rotation asked for has happened by itself meanwhile.
            var before = plan is { IsRotated: true, IsPatched: true } || NeedsLook(plan, id)
                ? await session.Client.GetRotationAsync(plan.Inputs.Type.Slug, id, waits.Token) : null;
            if (NeedsLook(plan, id))
            {
                plan = plan.Against(before ?? throw new RefusalException(RefusalKind.Precondition, RotationMessages.Gone(id)), session.Client.Now);
            }

            if (!plan.SendsNothing)
            {
                session.Reads.NoteWrite(id);
            }

            if (plan.IsMoved)
            {
                latest = await Move(plan, id, waits.Token);
            }

            foreach (var patch in plan.Patches)
            {
                latest = await Patch(plan, id, patch, waits.Token);
            }

            if (plan.IsRotated)
            {
                latest = await _rotateOnce.Rotate(plan.Inputs.Type, id, plan.IsPatched ? before : null, latest, context, waits.Token);
            }
        }
        catch (ApiException fault)
        {
            throw Partial(plan, id, latest, fault.ToRefusal());
        }
        catch (RefusalException refusal)
        {
            throw Partial(plan, id, latest, refusal);
        }
        catch (OperationCanceledException) when (waits.IsCancellationRequested)
        {
            throw Partial(plan, id, latest, new RefusalException(RefusalKind.Cancelled, "The update was cancelled."));
        }

        return new UpdateAnswer(Outputs(plan, latest), session.Settings.RefreshBeforeUpdate);
    }

    /// <summary>
    /// Without a change the engine asks to finish what an earlier run left unfinished. And secrets are renamed from what they are called
    /// now: from what was stored of them, two of them could end under one name. A read just before can be switched off, or have failed.
    /// </summary>
    private bool NeedsLook(UpdatePlan plan, string id) => plan.IsEmpty || (plan.Mappings.Length > 0 && !session.Seen.ContainsKey(id));

    private PropertyMap Outputs(UpdatePlan plan, Rotation? latest) => latest is null
        ? plan.StateAlone()
        : RotationState.Outputs(plan.Inputs.Type, plan.Inputs.Marked, null, latest, session.Client.Now);

    /// <summary>A step that failed behind one that succeeded is told together with what the rotation is by now.</summary>
    private Exception Partial(UpdatePlan plan, string id, Rotation? latest, RefusalException refusal) => latest is null
        ? refusal
        : new PartialResultException(id, Outputs(plan, latest), null, [refusal.Message], session.Settings.RefreshBeforeUpdate);

    private async Task<Rotation> Move(UpdatePlan plan, string id, CancellationToken waits)
    {
        var (environment, path) = (plan.Inputs.Required(Envelope.Environment), plan.Inputs.Required(Envelope.SecretPath));
        try
        {
            return await session.Client.MoveRotationAsync(plan.Inputs.Type.Slug, id, environment, path, waits);
        }
        catch (ApiException fault) when (fault.IsMissingRoute)
        {
            throw new RefusalException(RefusalKind.Precondition, RotationMessages.NoMoveRoute(fault), fault);
        }
        catch (ApiException fault) when (fault.IsFateUnknown || fault.IsThereAlready())
        {
            // Where it is there already, an earlier update moved it and its answer was lost.
            return await Settle(plan, id, fault, rotation => rotation.EnvironmentSlug == environment && rotation.FolderPath == path);
        }
    }

    private async Task<Rotation> Patch(UpdatePlan plan, string id, RotationPatch patch, CancellationToken waits)
    {
        try
        {
            return await session.Client.UpdateRotationAsync(plan.Inputs.Type.Slug, id, patch, waits);
        }
        catch (ApiException fault) when (fault.IsFateUnknown)
        {
            return await Settle(plan, id, fault, rotation => IsApplied(plan.Inputs.Type, patch, rotation));
        }
    }

    /// <summary>The answer was lost: what the rotation is now tells whether the change arrived.</summary>
    private async Task<Rotation> Settle(UpdatePlan plan, string id, ApiException fault, Func<Rotation, bool> isDone)
    {
        var sight = await Polling.Look(
            session.Time,
            fault.IsStillAtWork() ? Polling.Long : Polling.Short,
            async ended => await session.Client.GetRotationAsync(plan.Inputs.Type.Slug, id, ended) is { } rotation && isDone(rotation) ? rotation : null);
        return sight.Found ?? throw fault.ToRefusal(
            fault.ErrorName == "bulk update secret" ? RotationMessages.MappedSecretGone(fault)
            : sight.Fault is not null ? RotationMessages.WriteUnseen(fault, sight.Fault.Message)
            : RotationMessages.WriteUnknown(fault));
    }

    private static bool IsApplied(RotationType type, RotationPatch patch, Rotation rotation) =>
        (patch.Name is null || patch.Name == rotation.Name)
        && (!patch.ClearDescription || string.IsNullOrEmpty(rotation.Description))
        && (patch.ClearDescription || patch.Description is null || patch.Description == rotation.Description)
        && (patch.IsAutoRotationEnabled is null || patch.IsAutoRotationEnabled == rotation.IsAutoRotationEnabled)
        && (patch.RotationInterval is null || patch.RotationInterval == rotation.RotationInterval)
        && (patch.RotateAtUtc is null || patch.RotateAtUtc == rotation.RotateAtUtc)
        && Holds(type.Parameters, rotation.Parameters, patch.Parameters)
        && Holds(type.SecretsMapping, rotation.SecretsMapping, patch.SecretsMapping);

    /// <summary>The same in the form that counts: the server may keep a list without repetitions, or drop what it does not know.</summary>
    private static bool Holds(ImmutableArray<Field> fields, JsonObject actual, JsonObject? sent)
    {
        var kept = FieldJson.FromJson(actual);
        return sent is null || FieldJson.FromJson(sent).All(pair =>
        {
            var field = fields.FirstOrDefault(one => one.Name == pair.Key) ?? Field.OpenMap(pair.Key, "");
            var value = kept.Get(pair.Key);
            return (value is null && field.IsMaybeDropped) || Canonical.AreEqual(field, pair.Value, value is null ? null : Canonical.Known(field, value));
        });
    }
}
