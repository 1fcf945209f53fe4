using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TestEngine.Serving;

/// <summary>Serves one gRPC service on a free loopback port, with an engine's message limits.</summary>
internal sealed class GrpcHost : IAsyncDisposable
{
    public const int MaxMessageBytes = 400 * 1024 * 1024;

    private readonly WebApplication _application;

    private GrpcHost(WebApplication application, string address) => (_application, Address) = (application, address);

    /// <summary>Host and port, as a provider is given it.</summary>
    public string Address { get; }

    public static async Task<GrpcHost> StartAsync<TService>(TService service, CancellationToken cancellation)
        where TService : class
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = int.MaxValue;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddSingleton(service);
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MaxMessageBytes;
            grpc.MaxSendMessageSize = null;
        });
        var application = builder.Build();
        application.MapGrpcService<TService>();
        await application.StartAsync(cancellation);
        var bound = new Uri(application.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return new GrpcHost(application, $"127.0.0.1:{bound.Port}");
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
