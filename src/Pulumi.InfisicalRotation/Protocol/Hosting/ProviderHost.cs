using Pulumi.InfisicalRotation.Protocol.Components;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>Serves a provider to the engine, from its first call to the last one that has to end well.</summary>
internal sealed class ProviderHost : IAsyncDisposable
{
    /// <summary>What connections without calls may take to close.</summary>
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
        _server = new GrpcServer(new ProviderService(provider, new CallGuard(_inFlight, _log, time), _log, _inFlight, _components));
    }

    public int Port => _server.Port;

    /// <summary>Begins to serve; an empty engine address is one that a handshake or an attach will bring.</summary>
    public static async Task<ProviderHost> Start(PulumiProvider provider, string engineAddress, TimeProvider time)
    {
        var host = new ProviderHost(provider, time);
        host._log.ConnectTo(engineAddress);
        await host._server.Start();
        return host;
    }

    /// <summary>The engine is gone: the calls under way are told so, and have <paramref name="patience"/> to end.</summary>
    public async Task Stop(TimeSpan patience)
    {
        _inFlight.Abandon();
        await _inFlight.WhenIdle().WaitAsync(patience, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
