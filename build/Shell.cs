using System.Diagnostics;

namespace Build;

/// <summary>Runs other programs, and prints what it runs.</summary>
internal static class Shell
{
    /// <summary>Runs to the end, output passed through; a step that fails ends the verb.</summary>
    internal static async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var exit = await TryAsync(program, arguments, environment: null, cancellation);
        if (exit != 0)
        {
            throw new StepFailedException($"{Line(program, arguments)} ended with {exit}.");
        }
    }

    /// <summary>Runs to the end, output passed through, and tells the exit code.</summary>
    internal static async Task<int> TryAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellation)
    {
        Console.WriteLine($"$ {Line(program, arguments)}");
        using var process = Process.Start(Describe(program, arguments, environment))
            ?? throw new StepFailedException($"{program} could not be started.");
        return await WaitAsync(process, cancellation);
    }

    /// <summary>Runs quietly to the end; what it printed comes back, standard output first.</summary>
    internal static async Task<(int Exit, string Output)> CaptureAsync(
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string>? environment,
        string folder,
        CancellationToken cancellation)
    {
        var start = Describe(program, arguments, environment);
        start.WorkingDirectory = folder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start) ?? throw new StepFailedException($"{program} could not be started.");
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var exit = await WaitAsync(process, cancellation);
        return (exit, await output + await errors.ConfigureAwait(false));
    }

    /// <summary>The full path of a program that PATH has, or null.</summary>
    internal static string? Find(string program)
    {
        var names = OperatingSystem.IsWindows() ? new[] { $"{program}.exe", $"{program}.cmd" } : [program];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }

    internal static ProcessStartInfo Describe(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Repository.Root, UseShellExecute = false };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static async Task<int> WaitAsync(Process process, CancellationToken cancellation)
    {
        try
        {
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string Line(string program, IReadOnlyList<string> arguments) =>
        string.Join(' ', arguments.Prepend(Path.GetFileNameWithoutExtension(program)).Select(Shown));

    private static string Shown(string argument)
    {
        var path = Path.IsPathRooted(argument) ? Path.GetRelativePath(Repository.Root, argument) : argument;
        var shorter = path.StartsWith("..", StringComparison.Ordinal) ? argument : path;
        return shorter.Contains(' ', StringComparison.Ordinal) ? $"'{shorter}'" : shorter;
    }
}
