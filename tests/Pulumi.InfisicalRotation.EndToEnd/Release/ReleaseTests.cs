using System.Text.Json.Nodes;
using Build;

namespace Pulumi.InfisicalRotation.EndToEnd.Release;

public sealed class ReleaseTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infisical-rotation-sums-");

    [Theory]
    [InlineData("v1.2.3", "1.2.3", "## 1.2.3 - 2026-12-01", 0)]
    [InlineData("v1.2.4", "1.2.3", "## 1.2.3", 1)]
    [InlineData("v1.2.3", "1.2.0", "## 1.2.3", 1)]
    [InlineData("v1.2.3", "1.2.3", "## 1.2.30", 1)]
    [InlineData("v1.2.3", "1.2.3", "See ## 1.2.3", 1)]
    [InlineData("v2.0.0", "0.1.0", "## Unreleased", 3)]
    public void Tag_schema_and_changelog_must_name_the_version(string tag, string schema, string changelog, int problems) => Assert.Equal(
        problems,
        Build.Release.Problems(tag, "1.2.3", new JsonObject { ["version"] = schema }, $"# Changelog\n\n{changelog}\n").Count);

    [Fact]
    public void The_committed_schema_names_the_version() => Assert.DoesNotContain(
        Build.Release.Problems($"v{Repository.Version}", Repository.Version, Build.Release.Schema(), ""),
        problem => problem.Contains("ProviderSchema", StringComparison.Ordinal));

    [Fact]
    public void The_program_of_the_root_needs_no_folder_of_a_plugin()
    {
        var program = Rehearsal.Installed(File.ReadAllText(Repository.At("Pulumi.yaml")));

        Assert.DoesNotContain("plugins", program, StringComparison.Ordinal);
        Assert.Contains("\nconfig:\n", program, StringComparison.Ordinal);
    }

    [Fact]
    public void Archives_have_the_names_that_the_engine_asks_for() => Assert.Equal(
        ["linux-amd64", "linux-arm64", "darwin-amd64", "darwin-arm64", "windows-amd64", "windows-arm64"],
        Platform.All.Select(platform => platform.ArchiveName
            .Replace($"pulumi-resource-infisical-rotation-v{Repository.Version}-", "", StringComparison.Ordinal)
            .Replace(".tar.gz", "", StringComparison.Ordinal)));

    [Fact]
    public void The_workflow_makes_an_archive_for_every_platform()
    {
        var workflow = File.ReadAllText(Repository.At(".github", "workflows", "release.yml"));

        Assert.All(Platform.All, platform => Assert.Contains($"rid: {platform.Runtime}\n", workflow, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_file_does_not_pass_for_the_one_of_the_checksums()
    {
        var path = Path.Combine(_folder.FullName, "one");
        await File.WriteAllTextAsync(path, "one", TestContext.Current.CancellationToken);
        await Package.SumAsync(_folder.FullName, TestContext.Current.CancellationToken);
        Assert.Equal(["one"], await Package.VerifyAsync(_folder.FullName, TestContext.Current.CancellationToken));
        await File.WriteAllTextAsync(path, "two", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<StepFailedException>(() => Package.VerifyAsync(_folder.FullName, TestContext.Current.CancellationToken));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
