using System.Collections.Frozen;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>Finds the method for a request by its path. All paths are fixed, so that this needs no routing.</summary>
internal sealed class GrpcApplication : IHttpApplication<HttpContext>
{
    private readonly IServiceProvider _services;
    private readonly FrozenDictionary<string, RequestDelegate> _methods;
    private readonly RequestDelegate _unimplemented;

    public GrpcApplication(IServiceProvider services)
    {
        var endpoints = new EndpointList(services);
        endpoints.MapGrpcService<ProviderService>();
        var all = endpoints.All().ToLookup(endpoint => endpoint.RoutePattern.Parameters.Count == 0);
        _services = services;
        _methods = all[true].ToFrozenDictionary(endpoint => endpoint.RoutePattern.RawText!, endpoint => endpoint.RequestDelegate!, StringComparer.Ordinal);

        // The library adds two patterns of its own that match any other path; both answer "unimplemented".
        _unimplemented = all[false].First().RequestDelegate!;
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures) { RequestServices = _services };

    public Task ProcessRequestAsync(HttpContext context) =>
        _methods.GetValueOrDefault(context.Request.Path.Value ?? "", _unimplemented)(context);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // A context holds nothing beyond its request.
    }

    /// <summary>Takes what the library maps, for us to look up.</summary>
    private sealed class EndpointList(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);

        public IEnumerable<RouteEndpoint> All() => DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();
    }
}
