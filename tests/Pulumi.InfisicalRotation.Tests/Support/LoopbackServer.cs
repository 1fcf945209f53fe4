using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>Serves one gRPC service on a free port of this machine.</summary>
internal sealed class LoopbackServer(WebApplication application) : IAsyncDisposable
{
    public string Address { get; } = new Uri(application.Urls.Single()).Authority;

    public static async Task<LoopbackServer> Start(ServerServiceDefinition service, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(settings =>
        {
            settings.Limits.Http2.MaxStreamsPerConnection = 10_000;
            settings.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        var application = builder.Build();
        application.UseRouting();
        application.MapGrpcService(service);
        await application.StartAsync(cancellation);
        return new LoopbackServer(application);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
