using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations.Preflight;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Update;

/// <summary>Tells what an update will do, and refuses what can't work, before anything is touched.</summary>
internal sealed class UpdatePreview(ProviderSession session)
{
    private readonly WorldChecks _checks = new(session);

    public async Task<UpdateAnswer> Preview(UpdatePlan plan, UpdateCall call, CallContext context)
    {
        plan = plan.IsEmpty ? await Unfinished(plan, call.Id, context) : plan;
        if (plan.IsMoved || plan.IsRenamed || plan.NewSecretNames.Count > 0)
        {
            var problems = await _checks.ForUpdate(
                plan.Inputs, call.Id, plan.NamesAtPlace, plan.IsMoved, plan.SecretsAtPlace, (fault, describe) => session.WarnOnce(context, fault, describe), context.Cancelled);
            if (!problems.IsEmpty)
            {
                throw new RefusalException(RefusalKind.Precondition, RotationMessages.CannotUpdate(plan.Inputs.Name, problems));
            }
        }

        Tell(plan, call.OldOutputs, context);
        return new UpdateAnswer(plan.Predicted(), session.Settings.RefreshBeforeUpdate);
    }

    /// <summary>Without a change the update finishes what an earlier one left unfinished: what that is only the rotation itself tells.</summary>
    private async Task<UpdatePlan> Unfinished(UpdatePlan plan, string id, CallContext context)
    {
        try
        {
            return await session.Client.GetRotationAsync(plan.Inputs.Type.Slug, id, context.Cancelled) is { } live
                ? plan.Against(live, session.Client.Now)
                : throw new RefusalException(RefusalKind.Precondition, RotationMessages.Gone(id));
        }
        catch (ApiException fault)
        {
            session.WarnOnce(context, fault, RotationMessages.CannotCheck);
            return plan;
        }
    }

    private void Tell(UpdatePlan plan, PropertyMap state, CallContext context)
    {
        foreach (var doubt in plan.AreParametersChanged ? plan.Inputs.Doubts() : [])
        {
            context.Log(LogLevel.Warning, doubt);
        }

        if (plan.AreParametersChanged && !plan.IsRotated)
        {
            context.Log(LogLevel.Info, RotationMessages.ParametersCountLater);
        }

        if (plan.IsMoved)
        {
            context.Log(LogLevel.Info, RotationMessages.Moves(plan.SecretsBefore, plan.Places.From, plan.Places.To));
        }

        if (plan.Mappings.Length > 0 && plan.Renamed.ToImmutableArray() is { IsEmpty: false } renamed)
        {
            context.Log(LogLevel.Info, RotationMessages.Renames(renamed));
        }

        if (plan.Mappings.Length > 1)
        {
            context.Log(LogLevel.Warning, RotationMessages.RenamesInSteps);
        }

        if (plan.IsRotated)
        {
            context.Log(LogLevel.Info, RotationMessages.RotatesNow);
        }

        TellSchedule(plan, state, context);
    }

    private void TellSchedule(UpdatePlan plan, PropertyMap state, CallContext context)
    {
        var inputs = plan.Inputs;
        if (!(plan.IsPatched || plan.IsRotated) || !inputs.IsKnown
            || inputs is not { RotationInterval: { } interval, RotateAtUtc: { } time })
        {
            return;
        }

        var now = session.Client.Now;
        var isOn = inputs.IsAutoRotationEnabled ?? true;
        var next = isOn ? Next(plan, state, interval, time, now) : null;
        if (plan.IsScheduleChanged || plan.IsRotated)
        {
            context.Log(LogLevel.Info, RotationMessages.NextRotation(RotationState.MaxKeyAgeDays(inputs.Type, isOn, interval), next));
        }

        // The server queues the rotation with any change on the day it is due, and at once where that time has passed.
        if (plan.IsPatched && !plan.IsRotated && next is { } due && Schedule.IsDueToday(due, now))
        {
            context.Log(LogLevel.Warning, RotationMessages.UpdateRotatesToday(due, now));
        }
    }

    private static DateTimeOffset? Next(UpdatePlan plan, PropertyMap state, int interval, (int Hours, int Minutes) time, DateTimeOffset now)
    {
        if (plan.IsRotated)
        {
            return Schedule.Next(now, interval, time.Hours, time.Minutes, wasManual: true);
        }

        if (state.Get(Outputs.RotationStatus.Name)?.Plain() is PropertyValue.Text { Value: "failed" })
        {
            return Schedule.Tomorrow(now, time.Hours, time.Minutes);
        }

        return state.Get(Outputs.LastRotatedAt.Name)?.Plain() is PropertyValue.Text { Value: var text }
            && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var last)
                ? Schedule.Next(last, interval, time.Hours, time.Minutes, state.Get(Outputs.IsLastRotationManual.Name)?.Plain() is PropertyValue.Bool { Value: true })
                : null;
    }
}
