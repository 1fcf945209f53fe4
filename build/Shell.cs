using System.Diagnostics;

namespace Build;

/// <summary>Runs the steps of a verb, and prints what it runs.</summary>
internal static class Shell
{
    private static readonly TimeSpan LongStep = TimeSpan.FromSeconds(5);

    /// <summary>Runs to the end, output passed through; a step that fails ends the verb.</summary>
    internal static async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var step = new Command(program, arguments);
        var exit = await TryAsync(step, cancellation);
        if (exit != 0)
        {
            throw new StepFailedException($"{Line(step)} ended with {exit}.");
        }
    }

    /// <summary>Runs to the end, output passed through, and tells the exit code; prints the time of a long step.</summary>
    internal static async Task<int> TryAsync(Command step, CancellationToken cancellation)
    {
        Console.WriteLine($"$ {Line(step)}");
        var watch = Stopwatch.StartNew();
        var exit = await step.PassThroughAsync(cancellation);
        if (watch.Elapsed > LongStep)
        {
            Console.WriteLine(FormattableString.Invariant($"  {watch.Elapsed.TotalSeconds:0} s"));
        }

        return exit;
    }

    private static string Line(Command step) =>
        string.Join(' ', step.Arguments.Prepend(Path.GetFileNameWithoutExtension(step.Program)).Select(Shown));

    private static string Shown(string argument)
    {
        var path = Path.IsPathRooted(argument) ? Path.GetRelativePath(Repository.Root, argument) : argument;
        var shorter = path.StartsWith("..", StringComparison.Ordinal) ? argument : path;
        return shorter.Contains(' ', StringComparison.Ordinal) ? $"'{shorter}'" : shorter;
    }
}
