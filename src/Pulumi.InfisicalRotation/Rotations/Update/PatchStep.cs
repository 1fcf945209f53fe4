using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Update;

/// <summary>One PATCH request of an update.</summary>
/// <param name="Body">The new value of each changed field, under the field's own name.</param>
/// <param name="Fields">The changed fields.</param>
/// <param name="Expected">The inputs after the request.</param>
/// <param name="Shown">
/// The inputs that the server shows after the request: not those that it is known to ignore. A value that is missing
/// for the first time may be one that never arrived.
/// </param>
internal sealed record PatchStep(JsonObject Body, ImmutableArray<Field> Fields, PropertyMap Expected, PropertyMap Shown)
{
    /// <summary>Whether the rotation has the values of this step.</summary>
    public bool IsApplied(RotationType type, Rotation rotation) =>
        InputDiff.Between(Fields, RotationState.ReadInputs(type, Expected, Shown, rotation), Expected).IsEmpty;
}
