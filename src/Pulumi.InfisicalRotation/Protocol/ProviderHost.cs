using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pulumi.InfisicalRotation.Lifecycle;
using Pulumi.InfisicalRotation.Protos;

namespace Pulumi.InfisicalRotation.Protocol;

/// <summary>Serves a provider to the engine: HTTP/2 on a free port of 127.0.0.1.</summary>
internal sealed class ProviderHost : IAsyncDisposable
{
    /// <summary>What the engine accepts, 400 MiB; in both directions.</summary>
    public const int MaxMessageBytes = 400 * 1024 * 1024;

    /// <summary>
    /// The engine has one connection, and a component's call stays open while those of its children need to come in: any
    /// limit that a stack can reach is a deadlock.
    /// </summary>
    private const int MaxCallsAtATime = 1_000_000;

    /// <summary>What connections without calls may take to close.</summary>
    private static readonly TimeSpan CloseLimit = TimeSpan.FromMilliseconds(300);

    private readonly InFlight _inFlight = new();
    private readonly ComponentHost _components = new();
    private readonly EngineLog _log;
    private readonly TimeProvider _time;
    private readonly WebApplication _application;

    private ProviderHost(Provider provider, TimeProvider time)
    {
        _time = time;
        _log = new EngineLog(time);
        _application = Build(new ProviderService(provider, new CallGuard(_inFlight, _log, time), _log, _inFlight, _components));
    }

    public int Port => new Uri(_application.Urls.Single()).Port;

    /// <summary>Begins to serve; an empty engine address is one that a handshake or an attach will bring.</summary>
    public static async Task<ProviderHost> Start(Provider provider, string engineAddress, TimeProvider time)
    {
        var host = new ProviderHost(provider, time);
        host._log.ConnectTo(engineAddress);
        await host._application.StartAsync();
        return host;
    }

    /// <summary>The engine is gone: the calls under way are told so, and have <paramref name="patience"/> to end.</summary>
    public async Task Stop(TimeSpan patience)
    {
        _inFlight.Abandon();
        await _inFlight.WhenIdle().WaitAsync(patience, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var limit = new CancellationTokenSource(CloseLimit, _time);
        await _application.StopAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _components.Dispose();
        _log.Dispose();
        _inFlight.Dispose();
    }

    /// <summary>
    /// An empty builder reads no settings: files and variables of the user's project are not meant for this server. Neither
    /// has it a log: standard output belongs to the port line.
    /// </summary>
    private static WebApplication Build(ProviderService service)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Listen);
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = options.MaxSendMessageSize = MaxMessageBytes);
        var application = builder.Build();
        application.UseRouting();
        application.MapGrpcService(ResourceProvider.BindService(service));
        return application;
    }

    private static void Listen(KestrelServerOptions options)
    {
        options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.KeepAliveTimeout = Timeout.InfiniteTimeSpan;
        options.Limits.Http2.MaxStreamsPerConnection = MaxCallsAtATime;
    }
}
