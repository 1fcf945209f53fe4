using System.Collections.Frozen;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Rotations;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Functions;

/// <summary>A rotation as a function returns it.</summary>
internal static class RotationAnswer
{
    private static readonly FrozenSet<string> Names =
        RotationResults.All.Select(field => field.Name).ToFrozenSet(StringComparer.Ordinal);

    public static PropertyMap Of(Rotation rotation, ProviderSession session)
    {
        var type = RotationTypes.Generic(rotation.Type);
        var outputs = RotationState.OutputsOf(type, PropertyMap.Empty, null, rotation, session.Client.Now);
        return session.Settings.WithMarks(PropertyMap.From(outputs.Where(output => Names.Contains(output.Key))));
    }
}
