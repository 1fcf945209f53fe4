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
/// HTTP/2 on a free port of 127.0.0.1: Kestrel and the gRPC library, put together without the usual web host. That would read
/// settings from the user's project, write to standard output, and take three times as long to start.
/// </summary>
internal sealed class GrpcServer : IAsyncDisposable
{
    /// <summary>What the engine accepts, 400 MiB; in both directions.</summary>
    public const int MaxMessageBytes = 400 * 1024 * 1024;

    /// <summary>
    /// The engine has one connection, and a component's call stays open while those of its children need to come in: any
    /// limit that a stack can reach is a deadlock.
    /// </summary>
    private const int MaxCallsAtATime = 1_000_000;

    /// <summary>Not endless: where it is, Kestrel closes every idle connection within a second.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(365);

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

    /// <summary>Takes no more calls, and ends the connections without any; the others when <paramref name="limit"/> says so.</summary>
    public Task Stop(CancellationToken limit) => _kestrel.StopAsync(limit);

    public async ValueTask DisposeAsync()
    {
        _kestrel.Dispose();
        await _services.DisposeAsync();
    }

    internal static KestrelServerOptions Settings(IServiceProvider services)
    {
        var settings = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false };
        settings.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);

        // One engine, trusted, on this machine, with messages of any size and pauses of any length.
        settings.Limits.MaxRequestBodySize = null;
        settings.Limits.MinRequestBodyDataRate = null;
        settings.Limits.MinResponseDataRate = null;
        settings.Limits.KeepAliveTimeout = LongestPause;
        settings.Limits.Http2.MaxStreamsPerConnection = MaxCallsAtATime;
        return settings;
    }

    private static ServiceProvider Services(ProviderService service)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddGrpc(options => options.MaxReceiveMessageSize = options.MaxSendMessageSize = MaxMessageBytes);
        services.AddSingleton(service);

        // Not the library's own way to find the methods: see there.
        services.RemoveAll(typeof(IServiceMethodProvider<>));
        services.AddSingleton<IServiceMethodProvider<ProviderService>, ProviderMethods>();
        return services.BuildServiceProvider();
    }
}
