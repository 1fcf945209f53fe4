using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Conventions;

public sealed partial class FoldersTests
{
    private const string Source = "src/Pulumi.InfisicalRotation/";
    private const string Protocol = Source + "Protocol/";

    // Each folder, and the folders that it may use. A folder without a list uses no other one.
    private static readonly FrozenDictionary<string, string[]> Arrows = new Dictionary<string, string[]>
    {
        ["Protocol"] = ["Provider", "Texts", "Values"],
        ["Provider"] = ["Values"],
        ["Fields"] = ["Provider", "Texts", "Values"],
        ["Catalogue"] = ["Fields", "Provider", "Values"],
        ["Session"] = ["Catalogue", "Fields", "Api", "Aws", "Provider", "Texts", "Values"],
        ["Rotations"] = ["Session", "Catalogue", "Fields", "Api", "Aws", "Provider", "Texts", "Values"],
        ["Connections"] = ["Session", "Catalogue", "Fields", "Api", "Provider", "Values"],
        ["ImportFiles"] =
            ["Components", "Rotations", "Connections", "Session", "Catalogue", "Fields", "Api", "Provider", "Texts", "Values"],
        ["Functions"] = ["Rotations", "Session", "Catalogue", "Fields", "Api", "Aws", "Provider", "Texts", "Values"],
        ["Components"] = ["Catalogue", "Fields", "Aws", "Provider", "Values"],
        ["Schema"] = ["Catalogue", "Fields", "Provider", "Values"],
        ["Api"] = ["Texts"],
        ["Aws"] = ["Texts"],
        ["Texts"] = [],
        ["Values"] = [],
    }.ToFrozenDictionary();

    // The folders inside Protocol, and which of them each may use.
    private static readonly FrozenDictionary<string, string[]> ProtocolArrows = new Dictionary<string, string[]>
    {
        ["Components"] = ["Hosting", "Wire"],
        ["Hosting"] = ["Components", "Wire"],
        ["Wire"] = [],
    }.ToFrozenDictionary();

    public static TheoryData<string> ProtocolFiles =>
        [.. WorkTree.Files(Protocol, "*.cs").Where(path => FolderOf(path, Protocol) is not null)];

    public static TheoryData<string> SourceFiles =>
        [.. WorkTree.Files(Source, "*.cs").Where(path => FolderOf(path, Source) is not null)];

    [Theory]
    [MemberData(nameof(SourceFiles))]
    public void A_file_uses_only_the_folders_below_its_own(string path)
    {
        var folder = FolderOf(path, Source)!;

        var others = UsedFolders(path, OurNamespace())
            .Where(used => used != folder && !Arrows[folder].Contains(used));

        Assert.Empty(others);
    }

    [Theory]
    [MemberData(nameof(ProtocolFiles))]
    public void A_file_of_the_protocol_uses_only_the_folders_below_its_own(string path)
    {
        var folder = FolderOf(path, Protocol)!;

        var others = UsedFolders(path, ProtocolNamespace())
            .Where(used => used != folder && !ProtocolArrows[folder].Contains(used));

        Assert.Empty(others);
    }

    [Fact]
    public void Every_folder_of_the_source_has_its_arrows()
    {
        Assert.Equal(Arrows.Keys.Order(StringComparer.Ordinal), Folders(SourceFiles, Source));
        Assert.Equal(ProtocolArrows.Keys.Order(StringComparer.Ordinal), Folders(ProtocolFiles, Protocol));
        Assert.All(Arrows.Values.SelectMany(used => used), used => Assert.Contains(used, Arrows.Keys));
    }

    [Theory]
    [MemberData(nameof(SourceFiles))]
    public void Only_the_protocol_folder_knows_gRPC(string path)
    {
        var usings = WorkTree.Lines(path).Where(line =>
            line.StartsWith("using Grpc", StringComparison.Ordinal) ||
            line.StartsWith("using Google.", StringComparison.Ordinal) ||
            line.StartsWith("using Pulumi.InfisicalRotation.Protos", StringComparison.Ordinal));

        Assert.True(FolderOf(path, Source) == "Protocol" || !usings.Any(), $"{path}: {string.Join(" ", usings)}");
    }

    [Theory]
    [MemberData(nameof(SourceFiles))]
    public void Two_files_know_the_SDK_of_AWS(string path)
    {
        string[] allowed = ["Aws/Credentials/SdkCredentials.cs", "Aws/Query/RequestSignature.cs"];

        var usings = WorkTree.Lines(path).Where(line => line.StartsWith("using Amazon", StringComparison.Ordinal));

        Assert.True(allowed.Contains(path[Source.Length..]) || !usings.Any(), $"{path}: {string.Join(" ", usings)}");
    }

    [Fact]
    public void The_emulator_uses_nothing_of_the_provider()
    {
        var mentions = WorkTree.Files("tests", "*.cs*")
            .Where(path => path.StartsWith("tests/Infisical.Emulator/", StringComparison.Ordinal))
            .Where(path => WorkTree.Read(path).Contains("Pulumi.InfisicalRotation", StringComparison.Ordinal));

        Assert.Empty(mentions);
    }

    private static string? FolderOf(string path, string root) =>
        path[root.Length..].Split('/') is [var folder, _, ..] ? folder : null;

    private static IEnumerable<string> Folders(TheoryData<string> files, string root) =>
        files.Select(row => FolderOf(row.Data, root)!).Distinct().Order(StringComparer.Ordinal);

    // A namespace is named in a using line, or in full where a using would clash.
    private static IEnumerable<string> UsedFolders(string path, Regex name) =>
        WorkTree.Lines(path)
            .Where(line => !line.StartsWith("namespace", StringComparison.Ordinal))
            .SelectMany(line => name.Matches(line))
            .Select(match => match.Groups["folder"].Value)
            .Where(folder => Arrows.ContainsKey(folder) || ProtocolArrows.ContainsKey(folder))
            .Distinct();

    [GeneratedRegex(@"\bPulumi\.InfisicalRotation\.(?<folder>\w+)")]
    private static partial Regex OurNamespace();

    [GeneratedRegex(@"\bPulumi\.InfisicalRotation\.Protocol\.(?<folder>\w+)")]
    private static partial Regex ProtocolNamespace();
}
