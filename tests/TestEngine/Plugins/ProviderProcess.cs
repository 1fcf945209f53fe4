using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace TestEngine.Plugins;

/// <summary>A provider executable as a child process: started, its port read, and ended the way an engine does.</summary>
internal sealed partial class ProviderProcess : IAsyncDisposable
{
    private const int Interrupt = 2;
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly Task _errorsRead;
    private Task<string> _rest = Task.FromResult("");

    private ProviderProcess(Process process)
    {
        _process = process;
        _errorsRead = ReadErrorsAsync();
    }

    public int Port { get; private set; }

    public int ProcessId => _process.Id;

    /// <summary>What it wrote to the error stream: shown only where it died.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    public static async Task<ProviderProcess> StartAsync(
        string executable, string engineAddress, string workingDirectory,
        IReadOnlyDictionary<string, string?> environment, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(executable, [engineAddress])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var started = new ProviderProcess(Process.Start(start) ?? throw new InvalidOperationException($"Could not start {executable}."));
        try
        {
            await started.ReadPortAsync(cancellation);
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }

        return started;
    }

    /// <summary>Asks it to stop, waits, and ends it by force after that. Standard input stays open until then, as an engine keeps it.</summary>
    public async Task StopAsync()
    {
        if (!OperatingSystem.IsWindows() && !_process.HasExited)
        {
            _ = Kill(_process.Id, Interrupt);
        }

        using var patience = new CancellationTokenSource(StopTime);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
            throw new ProtocolViolationException($"it did not stop within {StopTime.TotalSeconds} seconds of an interrupt");
        }

        if (await _rest is { Length: > 0 } rest)
        {
            throw new ProtocolViolationException($"it wrote more than its port to standard output: {rest.Trim()}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        await _errorsRead;
        _process.Dispose();
    }

    private async Task ReadPortAsync(CancellationToken cancellation)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancellation);
        if (line is null)
        {
            await _process.WaitForExitAsync(cancellation);
            await _errorsRead;
            throw new ProtocolViolationException($"it ended with {_process.ExitCode} before it wrote its port. {Errors}");
        }

        Port = int.TryParse(line.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw new ProtocolViolationException($"the first line it wrote is not a port: \"{line}\"");
        _rest = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_errors)
            {
                _errors.AppendLine(line);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
