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
        var progress = new Progress(plan);
        try
        {
            var before = await Prepare(progress, id, context, waits.Token);
            await Send(progress, id, before, context, waits.Token);
        }
        catch (ApiException fault)
        {
            throw WithProgress(progress, id, await Explained(progress.Plan, id, fault, context, waits.Token));
        }
        catch (RefusalException refusal)
        {
            throw WithProgress(progress, id, refusal);
        }
        catch (OperationCanceledException) when (waits.IsCancellationRequested)
        {
            throw WithProgress(
                progress, id, new RefusalException(RefusalKind.Cancelled, UpdateMessages.Cancelled));
        }
        catch (Exception fault) when (progress.IsSent && fault is not OutOfMemoryException)
        {
            throw WithProgress(
                progress,
                id,
                new RefusalException(RefusalKind.Unavailable, UpdateMessages.OutcomeUnknown(id, fault), fault));
        }

        return Answer(progress, id, context);
    }

    /// <summary>Reads the rotation where the plan may be outdated, and refuses what must not be sent.</summary>
    /// <returns>
    /// The rotation before the first request, which shows later whether it has rotated by itself meanwhile; null where
    /// it was not read.
    /// </returns>
    private async Task<Rotation?> Prepare(
        Progress progress, string id, CallContext context, CancellationToken waits)
    {
        var plan = progress.Plan;
        var needsRead = NeedsRead(plan, id);
        var before = needsRead || (plan.Rotates && (plan.SendsPatch || plan.Moves))
            ? await new NewestRotation(plan.Inputs.Type, session).FindCurrent(id, plan.OldOutputs, waits)
            : null;
        if (needsRead)
        {
            progress.Plan = plan = plan.Rebased(
                before ?? throw new RefusalException(RefusalKind.Precondition, RotationMessages.Gone(id)),
                session.Client.Now);
        }

        HealthPolicy.RefuseIfUnhealthy(plan);
        await _secrets.RefuseIfSecretsMissing(plan, id, context, waits);
        if (plan.Rotates && before is not null)
        {
            await _rotateOnce.RefuseIfKeyInDanger(plan.Inputs, before, plan.OldOutputs, context, waits);
        }

        return before;
    }

    private async Task Send(
        Progress progress, string id, Rotation? before, CallContext context, CancellationToken waits)
    {
        var plan = progress.Plan;
        if (!plan.SendsNothing)
        {
            session.Run.RecordWrite(id);
            progress.IsSent = true;
        }

        if (plan.Moves)
        {
            progress.Latest = await Move(plan, id, waits);
        }

        foreach (var step in plan.Steps)
        {
            progress.Latest = await Patch(plan, id, step, waits);
        }

        if (plan.Rotates)
        {
            progress.Latest = await _rotateOnce.Run(
                plan.Inputs, id, plan.OldOutputs, plan.SendsPatch ? before : null, progress.Latest, context, waits);
        }
    }

    private UpdateAnswer Answer(Progress progress, string id, CallContext context)
    {
        var outputs = OutputsOf(progress, out var unprocessed, context);
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
    private PropertyMap OutputsOf(Progress progress, out Exception? fault, CallContext? context = null)
    {
        var plan = progress.Plan;
        fault = null;
        if (progress.Latest is not { } latest)
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
    private Exception WithProgress(Progress progress, string id, RefusalException refusal) =>
        progress.Latest is null
        ? refusal
        : new PartialResultException(
            id, OutputsOf(progress, out _), null, [refusal.Message], session.Settings.RefreshBeforeUpdate);

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

    /// <summary>How far the update has come.</summary>
    private sealed class Progress(UpdatePlan plan)
    {
        /// <summary>The plan, which <see cref="Prepare"/> may replace by a newer one.</summary>
        public UpdatePlan Plan { get; set; } = plan;

        /// <summary>Whether a request that changes something may have been sent.</summary>
        public bool IsSent { get; set; }

        /// <summary>The rotation after the last successful step; null before the first one.</summary>
        public Rotation? Latest { get; set; }
    }
}
