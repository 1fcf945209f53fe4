using System.Runtime.InteropServices;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>What tests expect of a command, with all that it printed where it is not so.</summary>
internal static class CommandAssertions
{
    /// <summary>What <c>--expect-no-changes</c> ends with where there are some.</summary>
    public const int UnexpectedChanges = 7;

    public static CommandResult Says(this CommandResult run, string text)
    {
        Assert.True(
            run.Text.Contains(text, StringComparison.Ordinal), $"{run.Command} does not say \"{text}\":\n{run.Text}");
        return run;
    }

    /// <summary>Said, and said once.</summary>
    public static CommandResult SaysOnce(this CommandResult run, string text)
    {
        Assert.True(
            Diagnostics(run).Split(text).Length == 2, $"{run.Command} does not say \"{text}\" once:\n{run.Text}");
        return run;
    }

    public static CommandResult DoesNotSay(this CommandResult run, string text)
    {
        Assert.False(
            run.Text.Contains(text, StringComparison.Ordinal), $"{run.Command} says \"{text}\":\n{run.Text}");
        return run;
    }

    public static void PressCtrlC(this RunningCommand command) => Assert.True(command.Send(PosixSignal.SIGINT));

    // What is listed at the end; above it the CLI shows each line once more, at its resource.
    private static string Diagnostics(CommandResult run) =>
        run.Text.Split("Diagnostics:", 2) is [_, var listed] ? listed : "";
}
