using System.Net;
using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>
/// Serves gRPC on a free port of 127.0.0.1, with Kestrel but without a web host. A web host would read settings from
/// the user's project, write to standard output, and take three times as long to start.
/// </summary>
internal sealed class GrpcServer : IAsyncDisposable
{
    /// <summary>The limit of the engine, 400 MiB, in both directions.</summary>
    public const int MaxMessageBytes = 400 * 1024 * 1024;

    /// <summary>
    /// The engine uses one connection. A Construct call stays open during the calls of its children, so a limit that a
    /// stack can reach causes a deadlock.
    /// </summary>
    private const int MaxConcurrentCalls = 1_000_000;

    /// <summary>With an infinite timeout, Kestrel closes every idle connection within a second.</summary>
    private static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromDays(365);

    private readonly ServiceProvider _services;
    private readonly KestrelServer _kestrel;

    public GrpcServer(ProviderService service)
    {
        _services = Services(service);
        _kestrel = new KestrelServer(
            Options.Create(Settings(_services)),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
    }

    public int Port => new Uri(_kestrel.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()).Port;

    public Task Start() => _kestrel.StartAsync(new GrpcApplication(_services), CancellationToken.None);

    /// <summary>
    /// Accepts no more calls and closes idle connections; the others when <paramref name="limit"/> is cancelled.
    /// </summary>
    public Task Stop(CancellationToken limit) => _kestrel.StopAsync(limit);

    public async ValueTask DisposeAsync()
    {
        _kestrel.Dispose();
        await _services.DisposeAsync();
    }

    internal static KestrelServerOptions Settings(IServiceProvider services)
    {
        var settings = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false };
        settings.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (LocalPeer.ForThisUser() is { } peer)
            {
                listen.Use(peer.Before);
            }
        });

        // The engine is trusted and runs on this machine. Its messages may be large and its pauses long.
        settings.Limits.MaxRequestBodySize = null;
        settings.Limits.MinRequestBodyDataRate = null;
        settings.Limits.MinResponseDataRate = null;
        settings.Limits.KeepAliveTimeout = KeepAliveTimeout;
        settings.Limits.Http2.MaxStreamsPerConnection = MaxConcurrentCalls;
        return settings;
    }

    private static ServiceProvider Services(ProviderService service)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddGrpc(options => options.MaxReceiveMessageSize = options.MaxSendMessageSize = MaxMessageBytes);
        services.AddSingleton(service);

        // Replaces the method discovery of the gRPC library; see ProviderMethods.
        services.RemoveAll(typeof(IServiceMethodProvider<>));
        services.AddSingleton<IServiceMethodProvider<ProviderService>, ProviderMethods>();
        return services.BuildServiceProvider();
    }
}
