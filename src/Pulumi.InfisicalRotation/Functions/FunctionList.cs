using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Functions;

/// <summary>The functions of the package.</summary>
internal static class FunctionList
{
    public static readonly ImmutableArray<Function> All =
    [
        new GetRotationFunction(),
        new GetRotationsFunction(),
        new GetAppConnectionFunction(),
        new GetAppConnectionsFunction(),
        new CheckRotationCredentialsFunction(),
        new GetRotatorIamPolicyFunction(),
        new GetIdentityPermissionsFunction(),
        new GetSpreadScheduleFunction(),
    ];

    private static readonly FrozenDictionary<string, Function> ByToken =
        All.ToFrozenDictionary(function => function.Definition.Token);

    /// <summary>The function of a token, such as <c>infisical-rotation:index:getRotation</c>.</summary>
    public static Function? Find(string token) => ByToken.GetValueOrDefault(token);
}
