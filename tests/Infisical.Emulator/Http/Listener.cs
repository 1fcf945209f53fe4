using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Infisical.Emulator;

/// <summary>One port on loopback, and what answers there.</summary>
internal sealed class Listener(WebApplication host, Uri address) : IAsyncDisposable
{
    public Uri Address { get; } = address;

    public static async Task<Listener> StartAsync(
        int port, RequestDelegate answer, CancellationToken cancellation, X509Certificate2? certificate = null)
    {
        // Empty on purpose: no settings of the machine or its environment may change what a test meets.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(tls =>
                    {
                        tls.ServerCertificate = certificate;
                        tls.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                        tls.AllowAnyClientCertificate();
                    });
                }
            });
        });
        var host = builder.Build();
        host.Run(answer);
        await host.StartAsync(cancellation);
        var bound = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new Listener(host, new Uri(bound));
    }

    public async ValueTask DisposeAsync()
    {
        // Calls that are still held somewhere must not keep a test from ending.
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await host.StopAsync(atOnce.Token);
        await host.DisposeAsync();
    }
}
