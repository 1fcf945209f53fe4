namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>A command that has ended.</summary>
internal sealed record CliRun(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>What <c>--expect-no-changes</c> ends with where there are some.</summary>
    public const int UnexpectedChanges = 7;

    public string Text => Output + Error;

    /// <summary>What is listed at the end; above it the CLI shows each line once more, at its resource.</summary>
    public string Diagnostics => Text.Split("Diagnostics:", 2) is [_, var listed] ? listed : "";

    /// <summary>Fails the test, with everything that was printed, unless it ended so.</summary>
    public CliRun Ended(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"{Command} ended with {ExitCode}, not {exitCode}:\n{Text}");
        return this;
    }

    public CliRun Succeeded() => Ended(0);

    public CliRun Says(string text)
    {
        Assert.True(Text.Contains(text, StringComparison.Ordinal), $"{Command} does not say \"{text}\":\n{Text}");
        return this;
    }

    /// <summary>Said, and said once.</summary>
    public CliRun SaysOnce(string text)
    {
        Assert.True(Diagnostics.Split(text).Length == 2, $"{Command} does not say \"{text}\" once:\n{Text}");
        return this;
    }

    public CliRun DoesNotSay(string text)
    {
        Assert.False(Text.Contains(text, StringComparison.Ordinal), $"{Command} says \"{text}\":\n{Text}");
        return this;
    }
}
