using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;

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
                plan.OldOutputs.TextOf(Outputs.Health),
                plan.OldOutputs.TextOf(Outputs.LastRotationAttemptedAt),
                plan.OldOutputs.TextOf(Outputs.LastRotationMessage)));
        }
    }
}
