using System.Collections.Frozen;
using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue.Types;

namespace Pulumi.InfisicalRotation.Catalogue;

/// <summary>Every rotation type this provider knows, alphabetically.</summary>
internal static class RotationTypes
{
    public static readonly ImmutableArray<RotationType> All =
    [
        AwsIamUserSecret.Type,
    ];

    private static readonly FrozenDictionary<string, RotationType> ByToken = All.ToFrozenDictionary(type => Package.Token(type.TypeName));

    /// <summary>The type of that token, such as <c>infisical-rotation:index:AwsIamUserSecretRotation</c>; null where there is none.</summary>
    public static RotationType? Find(string token) => ByToken.GetValueOrDefault(token);
}
