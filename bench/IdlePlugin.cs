using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pulumi.InfisicalRotation.Protos;

namespace Bench;

/// <summary>
/// A provider that does nothing: it repeats what it is asked about, and asks to be read before each update, as the real one does. What
/// the engine takes with it is the engine's own time.
/// </summary>
internal sealed class IdlePlugin : IAsyncDisposable
{
    private readonly WebApplication _server;

    private IdlePlugin(WebApplication server) => _server = server;

    public int Port => new Uri(_server.Urls.Single()).Port;

    public static async Task<IdlePlugin> StartAsync(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = options.MaxSendMessageSize = null);
        var server = builder.Build();
        server.MapGrpcService<Service>();
        await server.StartAsync(cancellation);
        return new IdlePlugin(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private sealed class Service : ResourceProvider.ResourceProviderBase
    {
        private static readonly string Schema = File.ReadAllText(Repository.At("ProviderSchema.json"));

        public override Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context) =>
            Task.FromResult(new ProviderHandshakeResponse { AcceptSecrets = true, AcceptResources = true, AcceptOutputs = true });

        public override Task<Empty> Attach(PluginAttach request, ServerCallContext context) => Task.FromResult(new Empty());

        public override Task<PluginInfo> GetPluginInfo(Empty request, ServerCallContext context) =>
            Task.FromResult(new PluginInfo { Version = "0.1.0" });

        public override Task<GetSchemaResponse> GetSchema(GetSchemaRequest request, ServerCallContext context) =>
            Task.FromResult(new GetSchemaResponse { Schema = Schema });

        public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context) => Check(request, context);

        public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) => Diff(request, context);

        public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context) =>
            Task.FromResult(new ConfigureResponse
            {
                AcceptSecrets = true,
                AcceptResources = true,
                AcceptOutputs = true,
                SupportsPreview = true,
            });

        public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) =>
            Task.FromResult(new CheckResponse { Inputs = request.News });

        public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) =>
            Task.FromResult(new DiffResponse { Changes = DiffResponse.Types.DiffChanges.DiffNone });

        public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) => Task.FromResult(new ReadResponse
        {
            Id = request.Id,
            Properties = request.Properties,
            Inputs = request.Inputs,
            RefreshBeforeUpdate = true,
        });

        public override Task<Empty> Cancel(Empty request, ServerCallContext context) => Task.FromResult(new Empty());
    }
}
