using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>A web server on a free port of this machine: a metadata server, or a proxy.</summary>
internal sealed class LoopbackService : IAsyncDisposable
{
    private readonly WebApplication _application;
    private int _requests;

    private LoopbackService(WebApplication application) => _application = application;

    public Uri Address => new(_application.Urls.Single());

    public int Requests => _requests;

    public static async Task<LoopbackService> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var service = new LoopbackService(builder.Build());
        service._application.Run(context =>
        {
            Interlocked.Increment(ref service._requests);
            return answer(context);
        });
        await service._application.StartAsync(TestContext.Current.CancellationToken);
        return service;
    }

    /// <summary>A proxy that sends every request to one server, whatever name the request has.</summary>
    /// <param name="prefix">The path below which the server is; there is nothing elsewhere.</param>
    public static Task<LoopbackService> ProxyAsync(Uri target, string prefix = "")
    {
        var client = new HttpClient();
        return StartAsync(async context =>
        {
            if (!context.Request.Path.StartsWithSegments(prefix, StringComparison.Ordinal, out var path))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            using var request = new HttpRequestMessage(
                new HttpMethod(context.Request.Method), new Uri(target, $"{path}{context.Request.QueryString}"));
            if (context.Request.ContentType is { } type)
            {
                request.Content = new StreamContent(context.Request.Body);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }

            foreach (var header in context.Request.Headers.Where(header => header.Key is "Authorization" or "X-Access"))
            {
                request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToString());
            }

            using var response = await client.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = (int)response.StatusCode;
            context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        });
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
