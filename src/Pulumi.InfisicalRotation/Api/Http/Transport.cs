using System.Net;
using System.Net.Http.Headers;
using Pulumi.InfisicalRotation.Api.Errors;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>Sends one request once and reads its answer to the end, or says how that failed.</summary>
internal sealed class Transport(InfisicalOptions options, ServerClock clock, ApiErrors errors, HttpMessageHandler? handler) : IDisposable
{
    private const int MostAtOnce = 32;

    // A list of some thousand rotations is a few MiB; what is greater than this is not an answer of ours.
    private const long LargestAnswer = 64 * 1024 * 1024;

    private readonly string _address = options.Host.AbsoluteUri.TrimEnd('/');

    // Made at the first request: most calls of the engine need none.
    private readonly Lazy<HttpMessageInvoker> _invoker = new(() => new HttpMessageInvoker(handler ?? Connections(options), handler is null));

    private readonly SemaphoreSlim _free = new(MostAtOnce);

    public async Task<ApiAnswer> SendAsync(ApiRequest request, string? token, CancellationToken cancellation)
    {
        // Outside of the time-out: waiting for a free connection is not the server's slowness.
        await _free.WaitAsync(cancellation);
        try
        {
            return await ExchangeAsync(request, token, cancellation);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        if (_invoker.IsValueCreated)
        {
            _invoker.Value.Dispose();
        }

        _free.Dispose();
    }

    private async Task<ApiAnswer> ExchangeAsync(ApiRequest request, string? token, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(options.RequestTimeout, options.TimeProvider);

        // A change under way is seen through: to walk away from it would leave nobody who knows what became of it. Who cancels ends
        // only the waits before it.
        var ending = request is { IsWrite: true, IsLogin: false } ? CancellationToken.None : cancellation;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending, timeout.Token);
        using var message = Compose(request, token);
        HttpResponseMessage? response = null;
        try
        {
            response = await _invoker.Value.SendAsync(message, either.Token);
            clock.Observe(response.Headers.Date);
            await response.Content.LoadIntoBufferAsync(LargestAnswer, either.Token);
            return await ApiAnswer.ReadAsync(response, clock.Now, either.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidDataException or OperationCanceledException)
        {
            ending.ThrowIfCancellationRequested();
            throw timeout.IsCancellationRequested ? errors.TimedOut(request, options.RequestTimeout)
                : response is null && WasNeverSent(fault, message) ? errors.Unreachable(request, fault)
                : errors.Cut(request, (int?)response?.StatusCode, fault);
        }
        finally
        {
            response?.Dispose();
        }
    }

    // Two signs have to agree for a changing request: a connection that was never made, and a body that nobody began to send.
    private static bool WasNeverSent(Exception fault, HttpRequestMessage message) =>
        message.Content is not RequestContent { WasSent: true }
        && fault is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError or HttpRequestError.VersionNegotiationError,
        }
        or OperationCanceledException { InnerException: TimeoutException };

    private HttpRequestMessage Compose(ApiRequest request, string? token)
    {
        var message = new HttpRequestMessage(request.Verb, _address + request.Path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = request.IsWrite ? new RequestContent(request.Body) : null,
        };
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        if (token is not null)
        {
            message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        if (options.OrganizationSlug is { Length: > 0 } slug)
        {
            message.Headers.TryAddWithoutValidation("x-infisical-org", slug);
        }

        return message;
    }

    private static SocketsHttpHandler Connections(InfisicalOptions options)
    {
        var connections = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = options.RequestTimeout < LongestConnect ? options.RequestTimeout : LongestConnect,

            // Servers close idle connections; ours are gone sooner, so that no request meets one that is just being closed.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
        };
        if (options.CaCertificate is { Length: > 0 } pem)
        {
            connections.SslOptions.RemoteCertificateValidationCallback = Trust.InAdditionTo(pem);
        }

        return connections;
    }

    private static TimeSpan LongestConnect => TimeSpan.FromSeconds(15);
}
