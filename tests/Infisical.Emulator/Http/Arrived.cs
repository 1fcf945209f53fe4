using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Infisical.Emulator;

/// <summary>A request read to its end.</summary>
internal sealed record Arrived(
    EmulatorListener Listener,
    DateTimeOffset Time,
    string Method,
    string Path,
    string Url,
    ImmutableDictionary<string, string> Query,
    ImmutableDictionary<string, string> Headers,
    byte[] Body)
{
    public static async Task<Arrived> ReadAsync(HttpContext http, Instance instance, EmulatorListener listener)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);

        // The path as it was sent: a decoded one could not tell a slash inside a part from one between two.
        var url = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return new Arrived(
            listener,
            instance.Now,
            http.Request.Method,
            url.Split('?')[0],
            url,
            http.Request.Query.ToImmutableDictionary(item => item.Key, item => item.Value.ToString()),
            HeadersOf(http),
            body.ToArray());
    }

    /// <summary>The proxy in front of the server adds the certificate of the client.</summary>
    private static ImmutableDictionary<string, string> HeadersOf(HttpContext http)
    {
        var headers = http.Request.Headers.ToImmutableDictionary(item => item.Key.ToLowerInvariant(), item => item.Value.ToString());
        return http.Connection.ClientCertificate is { } certificate
            ? headers.SetItem(ShownCertificate.Header, Uri.EscapeDataString(certificate.ExportCertificatePem()))
            : headers;
    }

    public RecordedRequest Recorded(int number) =>
        new(number, Time, Listener, Method, Path, Query, Encoding.UTF8.GetString(Body), Headers);
}
