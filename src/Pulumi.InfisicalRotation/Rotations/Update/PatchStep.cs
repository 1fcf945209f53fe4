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
internal sealed record PatchStep(JsonObject Body, ImmutableArray<Field> Fields, PropertyMap Expected)
{
    /// <summary>Whether the rotation has the values of this step.</summary>
    public bool IsApplied(RotationType type, Rotation rotation)
    {
        var live = RotationState.Live(type, rotation);
        return InputDiff.Between(Fields, RotationState.ReadInputs(type, Expected, rotation), Expected).IsEmpty
            && Fields.All(field => field.Kind != FieldKind.OpenMap || HasEveryMember(field, live));
    }

    /// <summary>
    /// A read takes a member that the server does not show for one that it does not support. After a lost response, it
    /// may also be one that never arrived.
    /// </summary>
    private bool HasEveryMember(Field field, PropertyMap live)
    {
        var shown = (live.Get(field.Name) as PropertyValue.Map)?.Properties ?? PropertyMap.Empty;
        return Body[field.Name] is not JsonObject sent || FieldJson.FromJson(sent).All(
            pair => Canonical.AreEqual(Field.OpenMap(pair.Key, ""), pair.Value, shown.Get(pair.Key)));
    }
}
