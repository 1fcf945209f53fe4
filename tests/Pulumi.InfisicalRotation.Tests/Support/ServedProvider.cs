using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using Pulumi.InfisicalRotation.Protocol.Hosting;
using Pulumi.InfisicalRotation.Protos;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>A fake provider behind the real protocol, over real connections of this machine.</summary>
internal sealed class ServedProvider : IAsyncDisposable
{
    private readonly GrpcChannel _channel;

    private ServedProvider(FakeProvider provider, ProviderHost host)
    {
        Provider = provider;
        Host = host;
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{host.Port}", new GrpcChannelOptions
        {
            MaxReceiveMessageSize = null,
            MaxSendMessageSize = null,
            DisposeHttpClient = true,

            // The details of a failure travel as a header; in KiB, the engine takes this much, the platform 64.
            HttpHandler = new SocketsHttpHandler { MaxResponseHeadersLength = 16 * 1024 },
        });
        Client = new ResourceProvider.ResourceProviderClient(_channel);
    }

    public FakeProvider Provider { get; }

    public ProviderHost Host { get; }

    /// <summary>All calls of this client share one connection, as the engine's do.</summary>
    public ResourceProvider.ResourceProviderClient Client { get; }

    public static async Task<ServedProvider> Start(string engineAddress = "", TimeProvider? time = null)
    {
        var provider = new FakeProvider();
        return new ServedProvider(
            provider, await ProviderHost.Start(provider, engineAddress, time ?? TimeProvider.System));
    }

    public async Task<CreateResponse> Create(string name, CancellationToken cancellation) =>
        await Client.CreateAsync(CreateRequest(name), cancellationToken: cancellation);

    public static CreateRequest CreateRequest(string name, double timeout = 0) => new()
    {
        Type = "infisical-rotation:index:Thing",
        Name = name,
        Urn = $"urn:pulumi:stack::project::infisical-rotation:index:Thing::{name}",
        Properties = new Struct(),
        Timeout = timeout,
    };

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await Host.DisposeAsync();
    }
}
