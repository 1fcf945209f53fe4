using Grpc.Net.Client;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>Creates gRPC channels to the services of the engine. A channel connects with its first call.</summary>
internal static class EngineChannel
{
    /// <returns>Null if <paramref name="address"/> is not of the form <c>host:port</c>.</returns>
    public static GrpcChannel? Open(string address) =>
        Uri.TryCreate($"http://{address}", UriKind.Absolute, out var uri)
            ? GrpcChannel.ForAddress(uri, new GrpcChannelOptions
            {
                HttpHandler = Handler(),
                DisposeHttpClient = true,
                MaxReceiveMessageSize = GrpcServer.MaxMessageBytes,
                MaxSendMessageSize = GrpcServer.MaxMessageBytes,
                ThrowOperationCanceledOnCancellation = true,
            })
            : null;

    private static SocketsHttpHandler Handler() => new()
    {
        // The engine runs on this machine, so the proxy of the environment does not apply.
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,

        // A registration stays open until its child is done. The stream limit of the engine must not block the next
        // one.
        EnableMultipleHttp2Connections = true,
    };
}
