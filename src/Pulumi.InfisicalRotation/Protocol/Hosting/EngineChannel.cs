using Grpc.Net.Client;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>A connection to a service of the engine, made with the first call over it.</summary>
internal static class EngineChannel
{
    /// <summary>Null where the address is none: <paramref name="address"/> is <c>host:port</c>.</summary>
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
        // The engine is on this machine: a proxy of the user's environment must not be asked for it.
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,

        // Registrations stay open for as long as the child takes; a limit of the other side must not stop the next one.
        EnableMultipleHttp2Connections = true,
    };
}
