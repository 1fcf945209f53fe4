using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>
/// Detects the end of this process: a signal, or the exit of the engine, which only the end of standard input shows.
/// The result is the grace period for the calls in progress.
/// </summary>
internal sealed partial class ProcessEnd : IDisposable
{
    /// <summary>
    /// The engine sends SIGINT after the last call, and kills the process five seconds later. The period lets an
    /// abandoned create finish and delete its rotation. Without a call in progress the process exits immediately.
    /// </summary>
    private static readonly TimeSpan AfterSignal = TimeSpan.FromSeconds(4.5);

    /// <summary>
    /// Nothing kills the process after the exit of the engine. The period lets an abandoned create finish, look up a
    /// lost response, and delete its rotation.
    /// </summary>
    private static readonly TimeSpan AfterEndOfInput = TimeSpan.FromMinutes(6);

    private const int StackBytes = 64 * 1024;
    private const int Interrupt = 2;
    private const nint DefaultAction = 0;

    private readonly TaskCompletionSource<TimeSpan> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PosixSignalRegistration[] _signals = [];

    public Task<TimeSpan> Wait() => _end.Task;

    public void WatchSignals()
    {
        if (!OperatingSystem.IsWindows())
        {
            // A shell starts background processes with SIGINT ignored, and the .NET runtime keeps that. The engine
            // would then wait its five seconds at the end of every run.
            _ = SetSignal(Interrupt, DefaultAction);
        }

        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];
        _signals = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
    }

    /// <summary>
    /// The engine keeps standard input open and writes nothing to it. Only the end of a pipe shows that it has exited:
    /// a file or the null device is at its end from the start.
    /// </summary>
    public void WatchInput()
    {
        // A separate thread, because reading from a pipe blocks. It needs only a small stack.
        var watch = new Thread(ReadStandardInput, StackBytes) { IsBackground = true, Name = "standard input" };
        watch.Start();
    }

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }
    }

    /// <summary>Reads until the input ends. That means that the engine has exited, unless the input can seek.</summary>
    internal void ReadToEnd(Func<Stream> open)
    {
        try
        {
            using var input = open();
            if (input.CanSeek)
            {
                return;
            }

            Span<byte> buffer = stackalloc byte[64];
            while (input.Read(buffer) > 0)
            {
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A missing or broken standard input counts as its end.
        }

        _end.TrySetResult(AfterEndOfInput);
    }

    /// <summary>The first signal starts a graceful shutdown; a second one has its default effect.</summary>
    internal void Handle(PosixSignalContext context) => context.Cancel = _end.TrySetResult(AfterSignal);

    private void ReadStandardInput()
    {
        using var handle = new SafeFileHandle(0, ownsHandle: false);
        ReadToEnd(() => new FileStream(handle, FileAccess.Read, bufferSize: 0));
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SetSignal(int signal, nint action);
}
