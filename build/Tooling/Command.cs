using System.Diagnostics;

namespace Tooling;

/// <summary>A program with its arguments, and where it runs.</summary>
/// <param name="Program">Its path, or its name on PATH.</param>
/// <param name="Arguments">What it is started with.</param>
public sealed record Command(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Where it runs.</summary>
    public string Folder { get; init; } = Repository.Root;

    /// <summary>Variables that are set for it.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Variables of this process that it does not get.</summary>
    public IEnumerable<string> WithoutVariables { get; init; } = [];

    /// <summary>Whether it gets the other variables of this process.</summary>
    public bool InheritsEnvironment { get; init; } = true;

    /// <summary>The full path of a program that PATH has, or null.</summary>
    public static string? Find(string program)
    {
        string[] names = OperatingSystem.IsWindows() ? [$"{program}.exe", $"{program}.cmd"] : [program];
        return (System.Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Starts it with all streams in the hands of the caller.</summary>
    public RunningCommand Start() => new(this);

    /// <summary>Runs it to its end, with an empty input; what it prints comes back.</summary>
    public async Task<CommandResult> RunAsync(CancellationToken cancellation)
    {
        await using var running = Start();
        running.CloseInput();
        return await running.EndAsync(cancellation);
    }

    /// <summary>Runs it to its end, in the streams of this process; its exit code.</summary>
    public async Task<int> PassThroughAsync(CancellationToken cancellation)
    {
        using var process = Start(redirects: false);
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

    internal Process Start(bool redirects)
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = redirects,
            RedirectStandardOutput = redirects,
            RedirectStandardError = redirects,
        };
        if (!InheritsEnvironment)
        {
            start.Environment.Clear();
        }

        foreach (var name in WithoutVariables)
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new StepFailedException($"{Program} could not be started.");
    }
}
