using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Conventions;

public sealed partial class FoldersTests
{
    private const string Source = "src/Pulumi.InfisicalRotation/";

    // Each folder, and the folders that it may use. What is left out uses nothing of ours.
    private static readonly FrozenDictionary<string, string[]> Arrows = new Dictionary<string, string[]>
    {
        ["Protocol"] = ["Provider", "Values"],
        ["Provider"] = ["Values"],
        ["Fields"] = ["Provider", "Values"],
        ["Catalogue"] = ["Fields", "Provider", "Values"],
        ["Session"] = ["Catalogue", "Fields", "Api", "Provider", "Values"],
        ["Rotations"] = ["Session", "Catalogue", "Fields", "Api", "Aws", "Provider", "Values"],
        ["Components"] = ["Catalogue", "Fields", "Provider", "Values"],
        ["Schema"] = ["Catalogue", "Fields", "Provider", "Values"],
        ["Api"] = [],
        ["Aws"] = [],
        ["Values"] = [],
    }.ToFrozenDictionary();

    public static TheoryData<string> SourceFiles => [.. WorkTree.Files(Source, "*.cs").Where(path => FolderOf(path) is not null)];

    [Theory]
    [MemberData(nameof(SourceFiles))]
    public void A_file_uses_only_the_folders_below_its_own(string path)
    {
        var folder = FolderOf(path)!;

        var strangers = UsedFolders(path).Where(used => used != folder && !Arrows[folder].Contains(used));

        Assert.Empty(strangers);
    }

    [Theory]
    [MemberData(nameof(SourceFiles))]
    public void Only_the_protocol_folder_knows_gRPC(string path)
    {
        var usings = WorkTree.Lines(path).Where(line =>
            line.StartsWith("using Grpc", StringComparison.Ordinal) ||
            line.StartsWith("using Google.", StringComparison.Ordinal) ||
            line.StartsWith("using Pulumi.InfisicalRotation.Protos", StringComparison.Ordinal));

        Assert.True(FolderOf(path) == "Protocol" || !usings.Any(), $"{path}: {string.Join(" ", usings)}");
    }

    [Fact]
    public void The_emulator_uses_nothing_of_the_provider()
    {
        var mentions = WorkTree.Files("tests", "*.cs*")
            .Where(path => path.StartsWith("tests/Infisical.Emulator/", StringComparison.Ordinal))
            .Where(path => WorkTree.Read(path).Contains("Pulumi.InfisicalRotation", StringComparison.Ordinal));

        Assert.Empty(mentions);
    }

    private static string? FolderOf(string path) => path[Source.Length..].Split('/') is [var folder, _, ..] ? folder : null;

    // A namespace is named in a using line, or in full where a using would clash.
    private static IEnumerable<string> UsedFolders(string path) =>
        WorkTree.Lines(path)
            .Where(line => !line.StartsWith("namespace", StringComparison.Ordinal))
            .SelectMany(line => OurNamespace().Matches(line))
            .Select(match => match.Groups["folder"].Value)
            .Where(Arrows.ContainsKey)
            .Distinct();

    [GeneratedRegex(@"\bPulumi\.InfisicalRotation\.(?<folder>\w+)")]
    private static partial Regex OurNamespace();
}
