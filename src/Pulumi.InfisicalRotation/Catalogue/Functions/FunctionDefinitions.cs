using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Catalogue.Functions;

/// <summary>The functions of the package, in the order of the documentation.</summary>
internal static class FunctionDefinitions
{
    public static readonly ImmutableArray<FunctionDefinition> All =
    [
        GetRotation.Definition,
        GetRotations.Definition,
        GetAppConnection.Definition,
        GetAppConnections.Definition,
        CheckRotationCredentials.Definition,
        GetRotatorIamPolicy.Definition,
        GetIdentityPermissions.Definition,
        GetSpreadSchedule.Definition,
    ];
}
