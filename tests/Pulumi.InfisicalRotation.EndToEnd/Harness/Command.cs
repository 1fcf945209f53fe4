using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>A program that runs; its time is limited, and it never outlives the test.</summary>
internal sealed partial class Command : IAsyncDisposable
{
    private const int Interrupt = 2;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly string _line;
    private readonly Heard _output;
    private readonly Heard _error;

    private Command(Process process, string line)
    {
        (_process, _line) = (process, line);
        (_output, _error) = (new Heard(process.StandardOutput), new Heard(process.StandardError));
    }

    public static Command Start(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new Command(Process.Start(start)!, $"{Path.GetFileName(program)} {string.Join(' ', start.ArgumentList)}");
    }

    public static async Task<CliRun> RunAsync(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        await using var command = Start(program, arguments, folder, environment);
        return await command.EndAsync();
    }

    /// <summary>Waits until it has written a line.</summary>
    public async Task<string> FirstLineAsync() => (await InTimeAsync(_output.UntilAsync(text => text.Contains('\n', StringComparison.Ordinal)))).Split('\n')[0];

    /// <summary>Waits until it has said this, on either stream.</summary>
    public async Task SaysAsync(string text) => await await InTimeAsync(Task.WhenAny(
        _output.UntilAsync(said => said.Contains(text, StringComparison.OrdinalIgnoreCase)),
        _error.UntilAsync(said => said.Contains(text, StringComparison.OrdinalIgnoreCase))));

    /// <summary>As Ctrl-C does.</summary>
    public void PressCtrlC() => Assert.Equal(0, Kill(_process.Id, Interrupt));

    /// <summary>As <c>kill -9</c> does: the program only, not what it started.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task<CliRun> EndAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeLimit);
        await _process.WaitForExitAsync(limit.Token);
        return new CliRun(_line, _process.ExitCode, await _output.Ended, await _error.Ended);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private static Task<T> InTimeAsync<T>(Task<T> task) => task.WaitAsync(TimeLimit, TestContext.Current.CancellationToken);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
