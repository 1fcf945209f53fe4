using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Update;

/// <summary>
/// Refuses an update of a failed or overdue rotation where <c>whenUnhealthy</c> is <c>fail</c>. Not in Read, which comes
/// with the inputs of the previous run: the policy could then not be switched off, and a destroy would fail.
/// </summary>
internal static class HealthPolicy
{
    /// <exception cref="RefusalException">The rotation is unhealthy.</exception>
    public static void RefuseIfUnhealthy(UpdatePlan plan)
    {
        if (plan.IsRefused)
        {
            throw new RefusalException(RefusalKind.Precondition, UpdateMessages.Unhealthy(
                plan.Inputs.Name ?? plan.Old.Name,
                TextOf(plan.OldOutputs, Outputs.Health),
                TextOf(plan.OldOutputs, Outputs.LastRotationAttemptedAt),
                TextOf(plan.OldOutputs, Outputs.LastRotationMessage)));
        }
    }

    private static string? TextOf(PropertyMap outputs, Field field) =>
        (outputs.Get(field.Name)?.Plain() as PropertyValue.Text)?.Value;
}
