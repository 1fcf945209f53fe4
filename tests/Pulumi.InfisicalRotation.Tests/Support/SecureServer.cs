using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>
/// A whole web server on loopback, with TLS and whichever HTTP is agreed on. Answers with one rotation, compressed.
/// </summary>
internal sealed class SecureServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SecureServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>The versions of HTTP in which requests arrived.</summary>
    public ConcurrentQueue<string> Protocols { get; } = new();

    /// <param name="certificate">The server's own.</param>
    /// <param name="between">The authority whose certificate is sent along; null for none.</param>
    public static async Task<SecureServer> StartAsync(X509Certificate2 certificate, Authority? between = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, http => http.UseHttps(tls =>
        {
            tls.ServerCertificate = certificate;
            tls.ServerCertificateChain = between is null ? null : [between.Public];
        })));
        var server = new SecureServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Protocols.Enqueue(context.Request.Protocol);
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentEncoding = "br";
        await using var compressed = new BrotliStream(context.Response.Body, CompressionLevel.Fastest);
        await compressed.WriteAsync(
            Encoding.UTF8.GetBytes($$"""{"secretRotation":{{Answers.RotationJson()}}}"""), context.RequestAborted);
    }
}
