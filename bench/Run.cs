using System.Diagnostics;

namespace Bench;

/// <summary>What a program said and how it ended.</summary>
internal sealed record Run(int Exit, string Output)
{
    /// <summary>Runs a program to its end; it is killed, with all it started, where the test is cancelled.</summary>
    public static async Task<Run> ToEndAsync(
        string program,
        IEnumerable<string> arguments,
        string folder,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new Run(process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>This run, which must have ended well; else an exception with what it said.</summary>
    public Run Succeeded() => Exit == 0 ? this : throw new InvalidOperationException($"It ended with {Exit}:\n{Output}");
}
