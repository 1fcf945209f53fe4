using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tooling;

/// <summary>A program that runs; waiting for it is limited, and it never outlives this object.</summary>
public sealed partial class RunningCommand : IAsyncDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly string _line;
    private readonly ProgramOutput _output;
    private readonly ProgramOutput _error;

    internal RunningCommand(Command command)
    {
        _process = command.Start(redirects: true);
        _line = $"{Path.GetFileName(command.Program)} {string.Join(' ', command.Arguments)}";
        (_output, _error) = (new ProgramOutput(_process.StandardOutput), new ProgramOutput(_process.StandardError));
    }

    /// <summary>The id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>What it has written to standard error so far.</summary>
    public string ErrorSoFar => _error.SoFar;

    /// <summary>Waits for its first line; null where it ended without one.</summary>
    public async Task<string?> FirstLineAsync(CancellationToken cancellation)
    {
        var line = _output.UntilAsync(text => text.Contains('\n', StringComparison.Ordinal));
        var text = await await Task.WhenAny(line, _output.Ended).WaitAsync(TimeLimit, cancellation);
        return text.Length == 0 ? null : text.Split('\n')[0].TrimEnd('\r');
    }

    /// <summary>Waits until it has said this, on either stream.</summary>
    public async Task SaysAsync(string text, CancellationToken cancellation)
    {
        bool IsThere(string said) => said.Contains(text, StringComparison.OrdinalIgnoreCase);
        await await Task.WhenAny(_output.UntilAsync(IsThere), _error.UntilAsync(IsThere)).WaitAsync(TimeLimit, cancellation);
    }

    /// <summary>Ends its standard input.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Sends SIGHUP, SIGINT as Ctrl-C does, or SIGTERM; false where that was not possible.</summary>
    public bool Send(PosixSignal signal) => !_process.HasExited && Kill(_process.Id, NumberOf(signal)) == 0;

    /// <summary>As <c>kill -9</c> does: the program only, not what it started.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Waits until it has ended.</summary>
    public async Task<CommandResult> EndAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation).WaitAsync(TimeLimit, cancellation);
        return new CommandResult(_line, _process.ExitCode, await _output.Ended, await _error.Ended);
    }

    /// <summary>Ends it by force, with all that it started, where it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private static int NumberOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        _ => 15,
    };

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
