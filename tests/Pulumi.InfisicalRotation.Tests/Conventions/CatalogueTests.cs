using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Conventions;

public sealed class CatalogueTests
{
    public static TheoryData<string> Slugs => [.. RotationTypes.All.Select(type => type.Slug)];

    [Fact]
    public void Types_are_listed_in_alphabetical_order() =>
        Assert.Equal(
            RotationTypes.All.Select(type => type.Slug).Order(StringComparer.Ordinal),
            RotationTypes.All.Select(type => type.Slug));

    [Theory]
    [MemberData(nameof(Slugs))]
    public void A_type_is_named_for_its_slug(string slug)
    {
        var type = RotationTypes.All.Single(type => type.Slug == slug);

        Assert.Equal($"{Pascal(slug)}Rotation", type.TypeName);
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void A_type_has_a_file_of_its_own(string slug) =>
        Assert.Contains(
            $"src/Pulumi.InfisicalRotation/Catalogue/Rotations/{Pascal(slug)}.cs", WorkTree.Files("src", "*.cs"));

    [Theory]
    [MemberData(nameof(Slugs))]
    public void A_type_has_a_contract_of_its_own(string slug) =>
        Assert.Contains(
            WorkTree.Files("tests", "*.json"),
            path => path.StartsWith($"tests/Contract/{slug}/", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Slugs))]
    public void A_type_is_not_named_in_the_operations(string slug)
    {
        var mentions = WorkTree.Files("src/Pulumi.InfisicalRotation/Rotations", "*.cs")
            .Where(path => WorkTree.Read(path).Contains($"\"{slug}\"", StringComparison.Ordinal));

        Assert.Empty(mentions);
    }

    private static string Pascal(string slug) =>
        string.Concat(slug.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
