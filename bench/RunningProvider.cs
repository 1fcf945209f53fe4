using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;
using Pulumi.InfisicalRotation.Protos;

namespace Bench;

/// <summary>The published executable, started as the engine does, and a client for it.</summary>
internal sealed class RunningProvider : IAsyncDisposable
{
    private readonly RunningCommand _process;
    private readonly GrpcChannel _channel;

    private RunningProvider(RunningCommand process, int port)
    {
        _process = process;
        Port = port;
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}", new GrpcChannelOptions { MaxReceiveMessageSize = null });
        Client = new ResourceProvider.ResourceProviderClient(_channel);
    }

    public ResourceProvider.ResourceProviderClient Client { get; }

    public int Port { get; }

    /// <summary>The most memory that was in use at any time, in MiB; not known on macOS.</summary>
    public double PeakMiB
    {
        get
        {
            using var process = Process.GetProcessById(_process.Id);
            return process.PeakWorkingSet64 / 1048576.0;
        }
    }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            using var process = Process.GetProcessById(_process.Id);
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Memory that is in use now, in MiB, as the system counts it.</summary>
    public double ResidentMiB
    {
        get
        {
            using var process = Process.GetProcessById(_process.Id);
            return process.WorkingSet64 / 1048576.0;
        }
    }

    public static async Task<RunningProvider> StartAsync(
        IReadOnlyDictionary<string, string> environment, CancellationToken cancellation)
    {
        var command = new Command(PublishedProvider.Executable) { Folder = Path.GetTempPath(), Environment = environment };
        var process = command.Start();
        var port = int.Parse((await process.FirstLineAsync(cancellation))!, CultureInfo.InvariantCulture);
        return new RunningProvider(process, port);
    }

    public ValueTask DisposeAsync()
    {
        _channel.Dispose();
        return _process.DisposeAsync();
    }
}
