using System.Collections.Frozen;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Rotations;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Functions;

/// <summary>
/// A rotation as a function returns it. What the server does not show is left out: no program says what it should be.
/// </summary>
internal static class RotationResult
{
    private static readonly FrozenSet<string> Names =
        RotationResults.All.Select(field => field.Name).ToFrozenSet(StringComparer.Ordinal);

    public static PropertyMap Of(Rotation rotation, ProviderSession session)
    {
        var type = RotationTypes.Generic(rotation.Type);
        var outputs = RotationState.OutputsOf(type, PropertyMap.Empty, null, rotation, session.Client.Now);
        return session.Settings.WithMarks(PropertyMap.From(
            outputs.Where(output => Names.Contains(output.Key) && IsShown(output.Key, rotation))));
    }

    /// <summary>Without the switch, only a next rotation shows that automatic rotation is on.</summary>
    private static bool IsShown(string name, Rotation rotation) => rotation.IsAutoRotationEnabled is not null
        || (name != Envelope.IsAutoRotationEnabled.Name
            && (name != Outputs.MaxKeyAgeDays.Name || rotation.NextRotationAt is not null));
}
