using Build;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Examples;

/// <summary>The demo checks itself: each step has what it must show, and what must exist afterwards.</summary>
public sealed class DemoTests
{
    /// <summary>What the tests run instead of what the demo builds for itself.</summary>
    internal static DemoParts Parts => new(
        PublishedProvider.Folder, Repository.DebugAssembly("Infisical.Emulator"), Repository.DebugAssembly("TestEngine"), Pulumi: null);

    [Fact]
    public async Task The_Demo_Shows_All_Steps_With_The_Test_Engine() => ShowsAllSteps(await RunAsync(Parts));

    [Fact]
    [Trait("Needs", "pulumi")]
    public async Task The_Demo_Shows_All_Steps_With_The_Real_CLI() => ShowsAllSteps(await RunAsync(Parts with { Pulumi = RealPulumi.Path }));

    [Theory]
    [InlineData(0, "", "it did not fail")]
    [InlineData(1, "AKIAIOSFODNN7EXAMPLE (created 2026-01-01 00:00 UTC, 261 days ago)", "does not contain \"last used 3 days ago for s3\"")]
    public async Task The_Demo_Fails_If_A_Step_Does_Not_Show_What_It_Should(int exitCode, string output, string reason)
    {
        await using var emulator = await Build.Emulator.StartAsync(Parts.Emulator, TestContext.Current.CancellationToken);
        var folder = Directory.CreateTempSubdirectory("infisical-rotation-");
        try
        {
            var story = new DemoStory(new FixedEngine(exitCode, output), emulator, new DemoProgram(folder.FullName, Parts.Provider), TextWriter.Null);

            var failure = await Assert.ThrowsAsync<StepFailedException>(() => story.TellAsync(TestContext.Current.CancellationToken));

            Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_Step_Fails_If_Something_Else_Exists_Afterwards()
    {
        var step = new DemoStep("All is deleted", "destroy") { Leaves = new(0, 0, 0, 2, 0) };
        var result = new CommandResult("pulumi destroy", 0, "", "");

        step.Check(result, new(0, 0, 0, 2, 0));
        Assert.Throws<StepFailedException>(() => step.Check(result, new(0, 0, 0, 1, 0)));
        Assert.Throws<StepFailedException>(() => step.Check(result, new(1, 0, 0, 2, 0)));
    }

    private static async Task<string> RunAsync(DemoParts parts)
    {
        await using var output = new StringWriter();
        await Demo.ShowAsync(parts, output, TestContext.Current.CancellationToken);
        return output.ToString();
    }

    private static void ShowsAllSteps(string shown)
    {
        foreach (var number in Enumerable.Range(1, 6))
        {
            Assert.Contains($"── {number}. ", shown, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("broke the protocol", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", shown, StringComparison.Ordinal);
    }

    private sealed class FixedEngine(int exitCode, string output) : IEngine
    {
        public string Introduction => "";

        public Task<CommandResult> RunAsync(IReadOnlyList<string> command, CancellationToken cancellation) =>
            Task.FromResult(new CommandResult(string.Join(' ', command), exitCode, output, ""));
    }
}
