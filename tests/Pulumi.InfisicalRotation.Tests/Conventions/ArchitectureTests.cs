using System.Text.RegularExpressions;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Conventions;

public sealed partial class ArchitectureTests
{
    private const string Page = "docs/ARCHITECTURE.md";

    public static TheoryData<string> NamedFiles =>
        [.. SourcePath().Matches(WorkTree.Read(Page)).Select(match => match.Groups["path"].Value).Distinct()];

    public static TheoryData<string> NamedTypes =>
        [.. TypeName().Matches(Flow()).Select(match => match.Groups["name"].Value).Distinct()];

    [Theory]
    [MemberData(nameof(NamedFiles))]
    public void A_file_that_the_architecture_page_names_exists(string path) =>
        Assert.Contains(WorkTree.Files("src", "*.cs"), file => file == $"src/Pulumi.InfisicalRotation/{path}");

    [Theory]
    [MemberData(nameof(NamedTypes))]
    public void A_class_that_the_flow_names_has_a_file(string name) =>
        Assert.Contains(WorkTree.Files("src", "*.cs"), file => Path.GetFileNameWithoutExtension(file) == name);

    private static string Flow()
    {
        var page = WorkTree.Read(Page);
        var start = page.IndexOf("## The flow", StringComparison.Ordinal);
        return page[start..page.IndexOf("\n## ", start, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"`(?<path>[A-Z]\w+(?:/\w+)+\.cs)`")]
    private static partial Regex SourcePath();

    [GeneratedRegex(@"`(?<name>[A-Z][a-z]+[A-Z]\w+)(?:\.\w+)?`")]
    private static partial Regex TypeName();
}
