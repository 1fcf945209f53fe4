using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>
/// What ends this process: a signal, or the engine's death, which nothing tells but the end of standard input. The answer is
/// how long the calls under way may still take.
/// </summary>
internal sealed partial class ProcessEnd : IDisposable
{
    /// <summary>
    /// The engine sends SIGINT when all calls are done or given up, and kills after five seconds. Nearly all of them are for a create
    /// that was given up: its answer is awaited, and what it made removed. Where nothing is under way, none of it is used.
    /// </summary>
    private static readonly TimeSpan AfterSignal = TimeSpan.FromSeconds(4.5);

    /// <summary>
    /// Nobody kills after the engine's death: long enough for a request to be awaited, to be looked for where its answer is lost, and for
    /// what it made to be removed. Where nothing is under way, none of it is used.
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
            // A shell starts what it puts into the background with SIGINT ignored, and the runtime leaves it so: the engine would then
            // wait its five seconds in vain, at the end of every run.
            _ = SetSignal(Interrupt, DefaultAction);
        }

        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT }.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
    }

    /// <summary>
    /// The engine keeps our standard input open and writes nothing to it. Only a pipe can tell of its death: a file or the
    /// null device is at its end from the start.
    /// </summary>
    public void WatchInput()
    {
        // A thread of its own, for reading from a pipe blocks one anyway; with a small stack, for it does nothing else.
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

    /// <summary>Reads until the input ends, and takes that for the engine's death unless the input can seek.</summary>
    internal void ReadToEnd(Func<Stream> open)
    {
        try
        {
            using var input = open();
            if (input.CanSeek)
            {
                return;
            }

            Span<byte> nothing = stackalloc byte[64];
            while (input.Read(nothing) > 0)
            {
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // No standard input at all, or one that broke: the same as its end.
        }

        _end.TrySetResult(AfterEndOfInput);
    }

    /// <summary>The first signal asks for an orderly end; a second one has its usual effect.</summary>
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
