using System.Net;
using System.Net.Http.Headers;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>
/// A body that knows whether anybody began to send it. Changing requests carry one even when it is empty: without a content the
/// handler takes a connection that the server closes before it answers for an idle one, and sends the request again, and the server
/// would rotate twice.
/// </summary>
internal sealed class RequestContent : HttpContent
{
    private readonly byte[] _bytes;

    public RequestContent(byte[]? json)
    {
        _bytes = json ?? [];
        if (json is not null)
        {
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
    }

    public bool WasSent { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        WasSent = true;
        await stream.WriteAsync(_bytes, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
