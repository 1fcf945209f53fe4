using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Update;

/// <summary>One PATCH request of an update.</summary>
/// <param name="Patch">The request.</param>
/// <param name="Fields">The fields that it changes.</param>
/// <param name="Expected">The inputs after it, with the values that these fields then have.</param>
internal sealed record PatchStep(RotationPatch Patch, ImmutableArray<Field> Fields, PropertyMap Expected)
{
    /// <summary>Whether the rotation has the values of this step.</summary>
    public bool IsApplied(RotationType type, Rotation rotation) =>
        InputDiff.Between(Fields, RotationState.ReadInputs(type, Expected, rotation), Expected).IsEmpty;
}
