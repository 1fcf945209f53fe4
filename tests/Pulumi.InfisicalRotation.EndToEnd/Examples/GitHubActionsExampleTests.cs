namespace Pulumi.InfisicalRotation.EndToEnd.Examples;

[Trait("Needs", "actionlint")]
public sealed class GitHubActionsExampleTests
{
    public static TheoryData<string> Workflows => [.. Directory
        .EnumerateFiles(Repository.At("examples", "github-actions"), "*.yml")
        .Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Workflows))]
    public async Task A_workflow_has_no_finding(string workflow)
    {
        var path = Repository.At("examples", "github-actions", workflow);

        (await new Command("actionlint", "-no-color", path).RunAsync(TestContext.Current.CancellationToken)).Succeeded();

        // Actions are pinned by commit, and no token stays behind.
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.DoesNotMatch(@"uses: \S+@(?![0-9a-f]{40} # v)", text);
        Assert.Contains("persist-credentials: false", text, StringComparison.Ordinal);
    }
}
