using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Components;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>Turns what exists into the entries of an import file.</summary>
internal static class ImportedResources
{
    /// <param name="candidates">What exists.</param>
    /// <param name="asComponents">Whether rotations of IAM users become children of components.</param>
    public static ImmutableArray<ImportedResource> Of(ImmutableArray<ImportCandidate> candidates, bool asComponents)
    {
        var names = ResourceNames.Assign([.. candidates.Select(candidate => candidate.Names)]);
        return
        [
            .. candidates.SelectMany((candidate, index) => asComponents && IsOfUser(candidate)
                ? Component(candidate, names[index])
                : [new ImportedResource(candidate.Token, names[index], candidate.ImportId, null, candidate)]),
        ];
    }

    private static bool IsOfUser(ImportCandidate candidate) => candidate.RotationType == AwsIamUserSecret.Type.Slug;

    private static ImmutableArray<ImportedResource> Component(ImportCandidate candidate, string name) =>
    [
        new(PackageInfo.Token(RotatedAwsIamUserFields.TypeName), name, null, null, candidate),
        new(candidate.Token, name + RotationChild.NameSuffix, candidate.ImportId, name, candidate),
    ];
}
