using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations.Preflight;
using Pulumi.InfisicalRotation.Rotations.Read;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Update;

/// <summary>
/// Updates a rotation: moves it, patches it, rotates it on demand. If a step fails, the state still records the steps
/// before.
/// </summary>
internal sealed class UpdateOperation(ProviderSession session)
{
    private readonly RotationPreflight _preflight = new(session);
    private readonly MappedSecretGuard _secrets = new(session);
    private readonly RotateOnce _rotateOnce = new(session);

    public async Task<UpdateAnswer> Run(UpdatePlan plan, string id, CallContext context)
    {
        using var waits = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled, context.Abandoned);
        Rotation? latest = null;
        var isSent = false;
        try
        {
            var needsRead = NeedsRead(plan, id);

            // The rotation before the first request shows later whether it has rotated by itself meanwhile.
            var before = needsRead || (plan.Rotates && (plan.SendsPatch || plan.Moves))
                ? await new NewestRotation(plan.Inputs.Type, session).FindCurrent(id, plan.OldOutputs, waits.Token)
                : null;
            if (needsRead)
            {
                plan = plan.Rebased(
                    before ?? throw new RefusalException(RefusalKind.Precondition, RotationMessages.Gone(id)),
                    session.Client.Now);
            }

            HealthPolicy.RefuseIfUnhealthy(plan);
            await _secrets.RefuseIfSecretsMissing(plan, id, context, waits.Token);
            if (plan.Rotates && before is not null)
            {
                await _rotateOnce.RefuseIfKeyInDanger(plan.Inputs, before, plan.OldOutputs, context, waits.Token);
            }

            if (!plan.SendsNothing)
            {
                session.Run.RecordWrite(id);
                isSent = true;
            }

            if (plan.Moves)
            {
                latest = await Move(plan, id, waits.Token);
            }

            foreach (var step in plan.Steps)
            {
                latest = await Patch(plan, id, step, waits.Token);
            }

            if (plan.Rotates)
            {
                latest = await _rotateOnce.Run(
                    plan.Inputs, id, plan.OldOutputs, plan.SendsPatch ? before : null, latest, context, waits.Token);
            }
        }
        catch (ApiException fault)
        {
            throw WithProgress(plan, id, latest, await Explained(plan, id, fault, context, waits.Token));
        }
        catch (RefusalException refusal)
        {
            throw WithProgress(plan, id, latest, refusal);
        }
        catch (OperationCanceledException) when (waits.IsCancellationRequested)
        {
            throw WithProgress(plan, id, latest, new RefusalException(RefusalKind.Cancelled, UpdateMessages.Cancelled));
        }
        catch (Exception fault) when (isSent && fault is not OutOfMemoryException)
        {
            throw WithProgress(
                plan,
                id,
                latest,
                new RefusalException(RefusalKind.Unavailable, UpdateMessages.OutcomeUnknown(id, fault), fault));
        }

        var outputs = OutputsOf(plan, latest, out var unprocessed, context);
        return unprocessed is null
            ? new UpdateAnswer(outputs, session.Settings.RefreshBeforeUpdate)
            : throw new PartialResultException(
                id,
                outputs,
                null,
                [UpdateMessages.ResponseNotUnderstood(id, unprocessed)],
                session.Settings.RefreshBeforeUpdate);
    }

    /// <summary>
    /// The server says that a name, a secret or a folder is wrong. The checks of the preview say whose it is.
    /// </summary>
    private async Task<RefusalException> Explained(
        UpdatePlan plan, string id, ApiException fault, CallContext context, CancellationToken waits)
    {
        if (fault.IsOutcomeUnknown || fault.Kind is not (
            ServerErrorKind.AlreadyExists or ServerErrorKind.NotFound or ServerErrorKind.EnvironmentNotFound))
        {
            return fault.ToRefusal();
        }

        try
        {
            var result = await _preflight.ForUpdate(plan, id, context, isPreview: false, waits);
            return fault.ToRefusal($"{fault.WithAdvice()} {string.Join(" ", result.Errors)}".TrimEnd());
        }
        catch (OperationCanceledException)
        {
            return fault.ToRefusal();
        }
    }

    /// <summary>
    /// An update without a change finishes what an earlier run left unfinished. Secrets are renamed from their current
    /// names: with an outdated mapping two could end under one name. An unhealthy rotation may have recovered since
    /// it was read, and a second rotation would revoke the credential in use. The read before the update can be
    /// disabled, or may have failed.
    /// </summary>
    private bool NeedsRead(UpdatePlan plan, string id) =>
        plan.IsEmpty || plan.RotatesToRepair || plan.IsRefused
        || (plan.Mappings.Length > 0 && !session.Run.IsCurrent(id));

    /// <summary>
    /// The outputs after the last step. The change is made by now, so an exception must not hide it: the stored outputs
    /// are used instead, and the next read completes them.
    /// </summary>
    /// <param name="context">Logs parameters that the server ignored; null for no warning.</param>
    private PropertyMap OutputsOf(
        UpdatePlan plan, Rotation? latest, out Exception? fault, CallContext? context = null)
    {
        fault = null;
        if (latest is null)
        {
            return plan.StateOnly();
        }

        try
        {
            if (context is not null && plan.SendsParametersOrMapping)
            {
                IgnoredValues.Warn(plan.Inputs, latest, context);
            }

            return RotationState.OutputsOf(
                plan.Inputs.Type,
                plan.Inputs.Marked,
                plan.OldOutputs,
                latest,
                session.Client.Now,
                keepsMarks: false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            fault = error;
            return plan.StateOnly();
        }
    }

    /// <summary>A refusal after a successful step becomes a partial result.</summary>
    private Exception WithProgress(UpdatePlan plan, string id, Rotation? latest, RefusalException refusal) =>
        latest is null
        ? refusal
        : new PartialResultException(
            id, OutputsOf(plan, latest, out _), null, [refusal.Message], session.Settings.RefreshBeforeUpdate);

    private async Task<Rotation> Move(UpdatePlan plan, string id, CancellationToken waits)
    {
        var environment = plan.Inputs.Required(Envelope.Environment);
        var path = plan.Inputs.Required(Envelope.SecretPath);
        try
        {
            return await session.Client.MoveRotationAsync(plan.Inputs.Type.Slug, id, environment, path, waits);
        }
        catch (ApiException fault) when (fault.IsMissingRoute)
        {
            throw new RefusalException(RefusalKind.Precondition, UpdateMessages.NoMoveRoute(fault), fault);
        }
        catch (ApiException fault) when (fault.IsOutcomeUnknown || fault.Kind is ServerErrorKind.SameLocation)
        {
            // "Already there": an earlier update moved it and its response was lost.
            return await ConfirmApplied(
                plan, id, fault, rotation => rotation.EnvironmentSlug == environment && rotation.FolderPath == path);
        }
    }

    private async Task<Rotation> Patch(UpdatePlan plan, string id, PatchStep step, CancellationToken waits)
    {
        try
        {
            return await session.Client.UpdateRotationAsync(plan.Inputs.Type.Slug, id, step.Body, waits);
        }
        catch (ApiException fault) when (fault.IsOutcomeUnknown)
        {
            return await ConfirmApplied(plan, id, fault, rotation => step.IsApplied(plan.Inputs.Type, rotation));
        }
    }

    /// <summary>The response was lost: the rotation itself shows whether the change was applied.</summary>
    private async Task<Rotation> ConfirmApplied(
        UpdatePlan plan, string id, ApiException fault, Func<Rotation, bool> isApplied)
    {
        var result = await Polling.Until(
            session.Time,
            fault.MayStillBeRunning ? Polling.Long : Polling.Short,
            async ended => await session.Client.GetRotationAsync(plan.Inputs.Type.Slug, id, ended) is { } rotation
                && isApplied(rotation) ? rotation : null);
        return result.Found ?? throw fault.ToRefusal(
            fault.Kind is ServerErrorKind.MappedSecretMissing ? UpdateMessages.MappedSecretMissing(fault)
            : result.Fault is { } unread ? UpdateMessages.ChangeNotLookedUp(fault, unread.Message)
            : UpdateMessages.ChangeNotApplied(fault));
    }
}
