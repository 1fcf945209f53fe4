using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;
using Pulumi.InfisicalRotation.Protos;

namespace Bench;

/// <summary>The published executable, started as the engine does, and a client for it.</summary>
internal sealed class RunningProvider : IAsyncDisposable
{
    private readonly Process _process;
    private readonly GrpcChannel _channel;

    private RunningProvider(Process process, GrpcChannel channel)
    {
        _process = process;
        _channel = channel;
        Client = new ResourceProvider.ResourceProviderClient(channel);
    }

    public ResourceProvider.ResourceProviderClient Client { get; }

    /// <summary>Memory that is in use now, in MiB, as the system counts it.</summary>
    public double ResidentMiB
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    public static async Task<RunningProvider> StartAsync(IReadOnlyDictionary<string, string> environment, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(ProviderUnderTest.Executable)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var port = int.Parse((await process.StandardOutput.ReadLineAsync(cancellation))!, CultureInfo.InvariantCulture);
        return new RunningProvider(
            process, GrpcChannel.ForAddress($"http://127.0.0.1:{port}", new GrpcChannelOptions { MaxReceiveMessageSize = null }));
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
