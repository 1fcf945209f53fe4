using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Lifecycle;

/// <summary>
/// Updates a rotation: moves it, changes what the server lets change, rotates where that was asked for. What was done stays recorded
/// where a later step fails.
/// </summary>
internal sealed class Updating(Session session)
{
    private readonly RotateOnce _rotateOnce = new(session);

    public async Task<UpdateAnswer> Update(UpdatePlan plan, string id, CallContext context)
    {
        using var waits = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled, context.Abandoned);
        Rotation? latest = null;
        try
        {
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
                latest = await _rotateOnce.Rotate(plan.Inputs.Type, id, context, waits.Token);
            }

            // Nothing to send, and no change either: the engine asks to finish what an earlier run left unfinished.
            latest ??= plan.IsEmpty
                ? await session.Client.GetRotationAsync(plan.Inputs.Type.Slug, id, waits.Token)
                    ?? throw new RefusalException(RefusalKind.Precondition, RotationMessages.Gone(id))
                : null;
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
        catch (ApiException fault) when (fault.IsFateUnknown)
        {
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
            return await Settle(plan, id, fault, rotation => IsApplied(patch, rotation));
        }
    }

    /// <summary>The answer was lost: what the rotation is now tells whether the change arrived.</summary>
    private async Task<Rotation> Settle(UpdatePlan plan, string id, ApiException fault, Func<Rotation, bool> isDone)
    {
        var found = await Patience.Look(
            session.Time,
            Patience.Short,
            async () =>
            {
                try
                {
                    return await session.Client.GetRotationAsync(plan.Inputs.Type.Slug, id, CancellationToken.None) is { } rotation && isDone(rotation)
                        ? rotation
                        : null;
                }
                catch (ApiException)
                {
                    return null;
                }
            });
        return found ?? throw fault.ToRefusal(RotationMessages.WriteUnknown(fault));
    }

    private static bool IsApplied(RotationPatch patch, Rotation rotation) =>
        (patch.Name is null || patch.Name == rotation.Name)
        && (!patch.ClearDescription || string.IsNullOrEmpty(rotation.Description))
        && (patch.ClearDescription || patch.Description is null || patch.Description == rotation.Description)
        && (patch.IsAutoRotationEnabled is null || patch.IsAutoRotationEnabled == rotation.IsAutoRotationEnabled)
        && (patch.RotationInterval is null || patch.RotationInterval == rotation.RotationInterval)
        && (patch.RotateAtUtc is null || patch.RotateAtUtc == rotation.RotateAtUtc)
        && Holds(rotation.Parameters, patch.Parameters)
        && Holds(rotation.SecretsMapping, patch.SecretsMapping);

    private static bool Holds(JsonObject actual, JsonObject? sent) => sent is null || WireJson.FromJson(sent).All(
        pair => WireJson.FromJson(actual).TryGetValue(pair.Key, out var value) && Equals(value, pair.Value));
}
