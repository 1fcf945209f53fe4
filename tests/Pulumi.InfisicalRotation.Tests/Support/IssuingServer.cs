using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>Stands in for a server that issues proofs, such as a metadata server, on a free port of this machine.</summary>
internal sealed class IssuingServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private IssuingServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public ConcurrentQueue<Arrived> Requests { get; } = new();

    public static async Task<IssuingServer> StartAsync(Func<Arrived, (int Status, string Body)> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new IssuingServer(builder.Build());
        server._app.Run(context => server.AnswerAsync(context, answer));
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, Func<Arrived, (int Status, string Body)> answer)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var arrived = new Arrived(
            context.Request.Method,
            $"{context.Request.Path}{context.Request.QueryString}",
            await reader.ReadToEndAsync(context.RequestAborted),
            headers.GetValueOrDefault("Authorization"),
            headers,
            context.Request.ContentType);
        Requests.Enqueue(arrived);
        var (status, body) = answer(arrived);
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body, context.RequestAborted);
    }
}
