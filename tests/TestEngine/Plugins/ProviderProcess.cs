using System.Globalization;
using System.Runtime.InteropServices;
using Tooling;

namespace TestEngine.Plugins;

/// <summary>A provider executable as a child process: started, its port read, and ended the way an engine does.</summary>
internal sealed class ProviderProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    private readonly RunningCommand _command;

    private ProviderProcess(RunningCommand command) => _command = command;

    public int Port { get; private set; }

    /// <summary>What it wrote to the error stream: shown only where it died.</summary>
    public string Errors => _command.ErrorSoFar;

    public static async Task<ProviderProcess> StartAsync(
        string executable, string engineAddress, string workingDirectory,
        IReadOnlyDictionary<string, string?> environment, CancellationToken cancellation)
    {
        var command = new Command(executable, engineAddress)
        {
            Folder = workingDirectory,
            Environment = environment.Where(variable => variable.Value is not null)
                .ToDictionary(variable => variable.Key, variable => variable.Value!),
            WithoutVariables = environment.Where(variable => variable.Value is null).Select(variable => variable.Key),
        };
        var started = new ProviderProcess(command.Start());
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
        if (!OperatingSystem.IsWindows())
        {
            _command.Send(PosixSignal.SIGINT);
        }

        try
        {
            var ended = await _command.EndAsync(CancellationToken.None).WaitAsync(StopTime);
            if (ended.Output.Split('\n', 2)[^1] is { Length: > 0 } rest)
            {
                throw new ProtocolViolationException($"it wrote more than its port to standard output: {rest.Trim()}");
            }
        }
        catch (TimeoutException)
        {
            await _command.KillAsync();
            throw new ProtocolViolationException($"it did not stop within {StopTime.TotalSeconds} seconds of an interrupt");
        }
    }

    public ValueTask DisposeAsync() => _command.DisposeAsync();

    private async Task ReadPortAsync(CancellationToken cancellation)
    {
        if (await _command.FirstLineAsync(cancellation) is not { } line)
        {
            var ended = await _command.EndAsync(cancellation);
            throw new ProtocolViolationException($"it ended with {ended.ExitCode} before it wrote its port. {ended.Error}");
        }

        Port = int.TryParse(line.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw new ProtocolViolationException($"the first line it wrote is not a port: \"{line}\"");
    }
}
