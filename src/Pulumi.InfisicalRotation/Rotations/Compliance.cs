using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>Compares the age that a credential can reach with the age that is allowed. It sends no request.</summary>
internal static class Compliance
{
    /// <summary>Nothing is known where the interval is unknown, or how many credentials of the type are valid.</summary>
    public static IEnumerable<InputError> Errors(RotationInputs inputs)
    {
        if (inputs is not { ComplianceMaxAgeDays: { } allowed, Type.Slots: var slots and > 0 })
        {
            yield break;
        }

        if (inputs.IsAutoRotationEnabled == false)
        {
            yield return Error(inputs, Envelope.IsAutoRotationEnabled, CheckMessages.AgeWithoutLimit(allowed));
        }
        else if (inputs.RotationInterval is { } interval and > 0
            && RotationState.MaxKeyAgeDays(inputs.Type, isAutoRotationEnabled: true, interval) is { } age
            && age > allowed)
        {
            yield return Error(
                inputs, Envelope.RotationInterval, CheckMessages.AgeNotAllowed(interval, slots, age, allowed));
        }
    }

    private static InputError Error(RotationInputs inputs, Field field, string reason) => new(
        field.Name,
        reason,
        IsHidden: inputs.Marked.HasSecret(field) || inputs.Marked.HasSecret(Envelope.ComplianceMaxAgeDays));
}
