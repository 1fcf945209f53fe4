using System.Text.RegularExpressions;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Conventions;

public sealed partial class SourceFilesTests
{
    // A family of small records that are read together stays together; its file is named for the family.
    private static readonly string[] Families = ["Program", "Calls", "Refusals", "ComponentCalls", "RunKeys"];

    public static TheoryData<string> SourceFiles => [.. WorkTree.Files("src", "*.cs")];

    public static TheoryData<string> AllFiles =>
        [.. WorkTree.Files("src", "*.cs"), .. WorkTree.Files("build", "*.cs"), .. WorkTree.Files("tests", "*.cs")];

    // The port of the plugin, and the file of import-file, which is no plugin.
    private static readonly string[] OutputFiles = ["/ProviderProcess.cs", "/Program.cs"];

    [Theory]
    [MemberData(nameof(SourceFiles))]
    public void A_file_is_named_for_its_main_type(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path).Split('.')[0];
        var types = TypeName().Matches(WorkTree.Read(path)).Select(match => match.Groups["name"].Value).ToList();

        Assert.True(types.Contains(name) || Families.Contains(name), $"{path} declares {string.Join(", ", types)}");
    }

    [Theory]
    [MemberData(nameof(AllFiles))]
    public void A_file_has_at_most_300_lines(string path) => Assert.InRange(WorkTree.Lines(path).Count(), 1, 300);

    [Theory]
    [MemberData(nameof(SourceFiles))]
    public void Nothing_but_the_port_line_goes_to_standard_output(string path)
    {
        var writes = WorkTree.Lines(path).Where(line =>
            line.Contains("Console.Write", StringComparison.Ordinal) ||
            line.Contains("Console.Out", StringComparison.Ordinal) ||
            line.Contains("OpenStandardOutput", StringComparison.Ordinal));

        Assert.True(
            OutputFiles.Any(file => path.EndsWith(file, StringComparison.Ordinal)) || !writes.Any(),
            $"{path}: {string.Join(" ", writes)}");
    }

    [GeneratedRegex(@"\b(?:class|record struct|record|struct|enum|interface|delegate \S+) (?<name>\w+)")]
    private static partial Regex TypeName();
}
