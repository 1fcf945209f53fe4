using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations.Preflight;
using Pulumi.InfisicalRotation.Rotations.Read;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Update;

/// <summary>
/// Previews an update: checks, reports the consequences and predicts the outputs. It changes nothing.
/// </summary>
internal sealed class UpdatePreview(ProviderSession session)
{
    private readonly RotationPreflight _preflight = new(session);
    private readonly MappedSecretGuard _secrets = new(session);
    private readonly IamGuard _iam = new(session);

    public async Task<UpdateAnswer> Run(UpdatePlan plan, UpdateCall call, CallContext context)
    {
        // Its health decides whether it is repaired or refused, and its times show which keys are its own.
        var isOutdated = !session.Run.IsCurrent(call.Id)
            && (plan.IsRefused || plan.RotatesToRepair || (plan.Rotates && _iam.Checks(plan.Inputs)));
        plan = plan.IsEmpty || isOutdated ? await Current(plan, call.Id, context) : plan;
        HealthPolicy.RefuseIfUnhealthy(plan);
        if (await Errors(plan, call.Id, context) is { IsEmpty: false } known)
        {
            throw new RefusalException(
                RefusalKind.Precondition, PreflightMessages.CannotUpdate(plan.Inputs.Name, known));
        }

        if (plan.Rotates)
        {
            var findings = await _iam.PreviewRotation(plan.Inputs, call.Id, plan.OldOutputs, context);
            if (findings.Errors is { IsEmpty: false } errors)
            {
                throw new RefusalException(
                    RefusalKind.Precondition, IamMessages.CannotRotate(plan.Inputs.Name, errors));
            }

            findings.Log(context);
        }

        LogChanges(plan, context);
        LogSchedule(plan, plan.OldOutputs, context);
        return new UpdateAnswer(UpdatePrediction.OutputsOf(plan), session.Settings.RefreshBeforeUpdate);
    }

    private async Task<ImmutableArray<string>> Errors(UpdatePlan plan, string id, CallContext context)
    {
        var errors = ImmutableArray<string>.Empty;
        if (plan.Moves || plan.Renames || plan.NewSecretNames.Count > 0)
        {
            var result = await _preflight.ForUpdate(plan, id, context, isPreview: true, context.Cancelled);
            result.LogNotChecked(session, context);
            errors = result.Errors;
        }

        return [.. errors, .. await _secrets.PreviewUpdate(plan, id, context)];
    }

    /// <summary>
    /// The plan by the rotation as it is. An update without a change finishes an earlier one: the rotation itself shows
    /// what is missing.
    /// </summary>
    private async Task<UpdatePlan> Current(UpdatePlan plan, string id, CallContext context)
    {
        var newest = new NewestRotation(plan.Inputs.Type, session);
        try
        {
            var live = await newest.Find(
                id,
                plan.OldOutputs,
                session.Client.GetRotationAsync(plan.Inputs.Type.Slug, id, context.Cancelled),
                Polling.Short,
                context.Cancelled);
            return live is null ? throw new RefusalException(RefusalKind.Precondition, RotationMessages.Gone(id))
                : newest.IsPossiblyStale(plan.OldOutputs, live) ? plan
                : plan.Rebased(live, session.Client.Now);
        }
        catch (ApiException fault)
        {
            session.WarnOnce(
                context, WarningTopic.ServerNotChecked, fault, PreflightMessages.ServerNotChecked(fault));
            return plan;
        }
    }

    private static void LogChanges(UpdatePlan plan, CallContext context)
    {
        foreach (var warning in plan.Inputs.Warnings(plan.PatchedFields))
        {
            context.Warn(warning);
        }

        if (plan.HasChanged(Envelope.RevokeCredentialsOnDelete)
            && plan.Inputs is { RevokeCredentialsOnDelete: true, Type.RevocationRisk: { } revocation })
        {
            context.Warn(revocation);
        }

        if (plan.AreParametersChanged && !plan.Rotates)
        {
            context.Info(UpdateMessages.ParametersApplyLater);
        }

        if (plan.Moves)
        {
            context.Info(UpdateMessages.Moves(
                plan.OldSecretNames.Values,
                (plan.Old.Environment, plan.Old.SecretPath),
                (plan.Inputs.Environment, plan.Inputs.SecretPath)));
        }

        if (plan.Mappings.Length > 0 && plan.RenamedSecrets.ToImmutableArray() is { IsEmpty: false } renamed)
        {
            context.Info(UpdateMessages.Renames(renamed));
        }

        if (plan.Mappings.Length > 1)
        {
            context.Warn(UpdateMessages.RenamesInSteps);
        }

        if (plan.Rotates)
        {
            context.Info(plan.IsTriggered
                ? UpdateMessages.RotatesNow
                : UpdateMessages.RepairsNow(
                    plan.OldOutputs.TextOf(Outputs.Health), plan.OldOutputs.TextOf(Outputs.LastRotationMessage)));
        }
    }

    private void LogSchedule(UpdatePlan plan, PropertyMap state, CallContext context)
    {
        var inputs = plan.Inputs;
        if (!(plan.SendsPatch || plan.Rotates)
            || inputs is not { IsKnown: true, RotationInterval: { } interval, RotateAtUtc: { } time })
        {
            return;
        }

        var now = session.Client.Now;
        var isEnabled = inputs.IsAutoRotationEnabled ?? true;
        var next = isEnabled ? Next(plan, state, interval, time, now) : null;
        // A time that has passed is no next rotation: the warning below says that Infisical rotates immediately.
        if ((plan.IsScheduleChanged || plan.Rotates) && !(next <= now))
        {
            context.Info(UpdateMessages.NextRotation(
                RotationState.MaxKeyAgeDays(inputs.Type, isEnabled, interval), next));
        }

        // The server queues a rotation with any update on the day it is due, and runs it immediately if its time has
        // passed.
        if (plan.SendsPatch && !plan.Rotates && next is { } due && Schedule.IsDueToday(due, now))
        {
            context.Warn(UpdateMessages.UpdateRotatesToday(due, now));
        }
    }

    private static DateTimeOffset? Next(
        UpdatePlan plan, PropertyMap state, int interval, (int Hours, int Minutes) time, DateTimeOffset now)
    {
        if (plan.Rotates)
        {
            return Schedule.Next(now, interval, time.Hours, time.Minutes, wasManual: true);
        }

        if (state.TextOf(Outputs.RotationStatus) == "failed")
        {
            return Schedule.Tomorrow(now, time.Hours, time.Minutes);
        }

        var wasManual = state.Get(Outputs.IsLastRotationManual.Name)?.Plain() is PropertyValue.Bool { Value: true };
        return StoredTime.Of(state, Outputs.LastRotatedAt) is { } last
            ? Schedule.Next(last, interval, time.Hours, time.Minutes, wasManual)
            : null;
    }
}
