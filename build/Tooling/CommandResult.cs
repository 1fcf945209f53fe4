namespace Tooling;

/// <summary>A command that has ended.</summary>
/// <param name="Command">What was run, as a line.</param>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>All that it printed, standard output first.</summary>
    public string Text => Output + Error;

    /// <summary>Throws, with all that it printed, unless it ended with this code.</summary>
    public CommandResult Ended(int exitCode) => ExitCode == exitCode
        ? this
        : throw new StepFailedException($"{Command} ended with {ExitCode}, not {exitCode}:\n{Text}");

    /// <summary>Throws, with all that it printed, unless it ended well.</summary>
    public CommandResult Succeeded() => Ended(0);
}
