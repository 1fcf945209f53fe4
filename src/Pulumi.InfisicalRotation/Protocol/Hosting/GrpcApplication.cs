using System.Collections.Frozen;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>Finds the method of a request by its path. All paths are fixed, so no routing is needed.</summary>
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
        _methods = all[true].ToFrozenDictionary(
            endpoint => endpoint.RoutePattern.RawText!,
            endpoint => endpoint.RequestDelegate!,
            StringComparer.Ordinal);

        // The gRPC library adds two patterns that match any other path. Both return the status Unimplemented.
        _unimplemented = all[false].First().RequestDelegate!;
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) =>
        new DefaultHttpContext(contextFeatures) { RequestServices = _services };

    public Task ProcessRequestAsync(HttpContext context) =>
        _methods.GetValueOrDefault(context.Request.Path.Value ?? "", _unimplemented)(context);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // The context holds no resources.
    }

    /// <summary>Collects the endpoints that the gRPC library maps.</summary>
    private sealed class EndpointList(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);

        public IEnumerable<RouteEndpoint> All() =>
            DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();
    }
}
