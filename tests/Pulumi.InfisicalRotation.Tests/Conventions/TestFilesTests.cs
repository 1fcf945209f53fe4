using System.Text.RegularExpressions;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Conventions;

/// <summary>The folders of this project mirror those of the source.</summary>
public sealed partial class TestFilesTests
{
    private const string Source = "src/Pulumi.InfisicalRotation/";
    private const string Tests = "tests/Pulumi.InfisicalRotation.Tests/";
    private const string Suffix = "Tests.cs";

    // Folders without a counterpart in the source.
    private static readonly string[] OwnFolders = ["Conventions", "Reliability", "Support"];

    public static TheoryData<string> AllFiles => [.. WorkTree.Files(Tests, "*.cs")];

    public static TheoryData<string> MirroredFiles =>
        [.. WorkTree.Files(Tests, "*.cs").Where(path => !OwnFolders.Contains(FolderOf(path, Tests)))];

    [Theory]
    [MemberData(nameof(MirroredFiles))]
    public void A_file_outside_the_support_folder_contains_tests(string path) =>
        Assert.EndsWith(Suffix, path, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(MirroredFiles))]
    public void A_test_is_in_a_folder_of_the_source(string path) =>
        Assert.Contains(WorkTree.Files(Source, "*.cs"), source => FolderOf(source, Source) == FolderOf(path, Tests));

    [Theory]
    [MemberData(nameof(MirroredFiles))]
    public void A_test_that_is_named_for_a_source_file_is_in_the_same_folder(string path)
    {
        var subject = Path.GetFileName(path).Replace(Suffix, ".cs", StringComparison.Ordinal);
        var folders = WorkTree.Files(Source, subject).Select(source => FolderOf(source, Source)).ToList();

        Assert.True(folders is [] || folders.Contains(FolderOf(path, Tests)), $"{path}: {string.Join(", ", folders)}");
    }

    [Theory]
    [MemberData(nameof(AllFiles))]
    public void A_namespace_is_the_folder(string path)
    {
        var folder = FolderOf(path, Tests);
        var expected = "Pulumi.InfisicalRotation.Tests" + (folder.Length == 0 ? "" : "." + folder.Replace('/', '.'));

        Assert.Equal(expected, Namespace().Match(WorkTree.Read(path)).Groups["name"].Value);
    }

    private static string FolderOf(string path, string root) =>
        Path.GetDirectoryName(path[root.Length..])!.Replace('\\', '/');

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
