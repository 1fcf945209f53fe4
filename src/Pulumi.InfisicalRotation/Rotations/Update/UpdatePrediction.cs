using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Update;

/// <summary>The outputs after an update, as far as they are certain before it.</summary>
internal static class UpdatePrediction
{
    /// <summary>The stored outputs with the new values of the inputs that are never sent.</summary>
    public static PropertyMap StateOnly(UpdatePlan plan)
    {
        var outputs = plan.OldOutputs;
        foreach (var field in plan.Inputs.Type.Inputs.Where(field => field.IsProviderOnly))
        {
            outputs = (plan.Inputs.Marked.Get(field.Name) ?? field.Default) is { } value
                ? outputs.With(field.Name, value)
                : outputs.Without(field.Name);
        }

        return outputs;
    }

    /// <summary>An output that is left out is unknown.</summary>
    public static PropertyMap OutputsOf(UpdatePlan plan)
    {
        var inputs = plan.Inputs;
        var outputs = StateOnly(plan);
        foreach (var field in inputs.Type.Inputs.Where(
            field => !field.IsProviderOnly && !field.IsCreateOnly && plan.HasChanged(field)))
        {
            outputs = inputs.Stored(field) is { } value ? outputs.With(field.Name, value) : outputs.Without(field.Name);
        }

        foreach (var field in Affected(plan))
        {
            outputs = outputs.Without(field.Name);
        }

        return plan.IsScheduleChanged && inputs is { IsKnown: true, RotationInterval: { } interval }
            && RotationState.MaxKeyAgeDays(inputs.Type, inputs.IsAutoRotationEnabled ?? true, interval) is { } days
                ? outputs.With(Outputs.MaxKeyAgeDays.Name, days)
                : outputs;
    }

    private static IEnumerable<Field> Affected(UpdatePlan plan) =>
    [
        .. plan.SendsNothing ? [] : (ReadOnlySpan<Field>)[Outputs.UpdatedAt],
        .. plan.Moves ? (ReadOnlySpan<Field>)[Outputs.FolderId, Outputs.EnvironmentId] : [],
        .. plan.SendsPatch && plan.IsUnhealthy
            ? (ReadOnlySpan<Field>)[Outputs.NextRotationAt, Outputs.PreviousCredentialValidUntil]
            : [],
        .. plan.IsScheduleChanged
            ? (ReadOnlySpan<Field>)[
                Outputs.NextRotationAt, Outputs.PreviousCredentialValidUntil, Outputs.Health, Outputs.MaxKeyAgeDays,
            ]
            : [],
        .. plan.Rotates
            ? (ReadOnlySpan<Field>)
            [
                Outputs.NextRotationAt, Outputs.PreviousCredentialValidUntil, Outputs.Health, Outputs.LastRotatedAt,
                Outputs.LastRotationAttemptedAt, Outputs.RotationStatus, Outputs.LastRotationMessage,
                Outputs.IsLastRotationManual, Outputs.ActiveIndex, Outputs.CredentialVersion,
            ]
            : [],
    ];
}
