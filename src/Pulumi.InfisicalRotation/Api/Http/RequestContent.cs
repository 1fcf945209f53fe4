using System.Net;
using System.Net.Http.Headers;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>
/// A request body that knows whether sending it began. Every write has one, even if it is empty: the platform resends a
/// request without content when the server closes the connection before it answers, and the server would rotate twice.
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

    /// <summary>At least a part of the body was handed to the connection.</summary>
    public bool WasSent { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
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
