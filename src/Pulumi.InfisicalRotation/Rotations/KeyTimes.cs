using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Aws.Iam;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>When a rotation issued its keys, on Infisical's clock; null where the server does not say.</summary>
internal static class KeyTimes
{
    public static RotationTimes? Of(Rotation rotation) =>
        rotation is { CreatedAt: { } created, LastRotatedAt: { } rotated }
            ? new RotationTimes(created, rotated, rotation.ActiveIndex)
            : null;

    /// <param name="outputs">The outputs of the rotation.</param>
    public static RotationTimes? Of(PropertyMap outputs) =>
        StoredTime.Of(outputs, Outputs.CreatedAt) is { } created && StoredTime.Of(outputs, Outputs.LastRotatedAt) is { } rotated
            ? new RotationTimes(
                created,
                rotated,
                outputs.Get(Outputs.ActiveIndex.Name)?.Plain() is PropertyValue.Number index ? (int)index.Value : null)
            : null;
}
