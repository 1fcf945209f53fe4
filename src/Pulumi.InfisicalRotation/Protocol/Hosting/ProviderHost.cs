using Pulumi.InfisicalRotation.Protocol.Components;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>Serves a provider to the engine.</summary>
internal sealed class ProviderHost : IAsyncDisposable
{
    /// <summary>How long the connections may take to close after the last call.</summary>
    private static readonly TimeSpan CloseLimit = TimeSpan.FromMilliseconds(300);

    private readonly InFlight _inFlight = new();
    private readonly ComponentHost _components;
    private readonly EngineLog _log;
    private readonly TimeProvider _time;
    private readonly GrpcServer _server;

    private ProviderHost(PulumiProvider provider, TimeProvider time)
    {
        _time = time;
        _log = new EngineLog(time);
        _components = new ComponentHost(time);
        var guard = new CallGuard(_inFlight, _log, time);
        _server = new GrpcServer(new ProviderService(provider, guard, _log, _inFlight, _components));
    }

    public int Port => _server.Port;

    /// <summary>Starts the server. If the address is empty, Handshake or Attach sets it later.</summary>
    public static async Task<ProviderHost> Start(PulumiProvider provider, string engineAddress, TimeProvider time)
    {
        var host = new ProviderHost(provider, time);
        host._log.ConnectTo(engineAddress);
        await host._server.Start();
        return host;
    }

    /// <summary>Abandons the calls in progress, waits for them, and stops the server.</summary>
    public async Task Stop(TimeSpan gracePeriod)
    {
        _inFlight.Abandon();
        await _inFlight.WhenIdle().WaitAsync(gracePeriod, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var limit = new CancellationTokenSource(CloseLimit, _time);
        await _server.Stop(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _components.Dispose();
        _log.Dispose();
        _inFlight.Dispose();
    }
}
