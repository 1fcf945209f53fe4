using System.Net;
using System.Net.Http.Headers;
using Pulumi.InfisicalRotation.Api.Errors;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>Sends a request once and reads its response to the end.</summary>
internal sealed class Transport(
    InfisicalOptions options, ServerClock clock, ApiErrors errors, HttpMessageHandler? handler) : IDisposable
{
    private const int MaxConcurrent = 32;

    private static readonly TimeSpan MaxConnectTime = TimeSpan.FromSeconds(15);

    private readonly string _address = options.Host.AbsoluteUri.TrimEnd('/');

    // Created at the first request: most calls of the engine send none.
    private readonly Lazy<HttpMessageInvoker> _invoker = new(() =>
    {
        if (options.Host is { Scheme: "http", IsLoopback: false })
        {
            options.Notify(ApiNotice.Unencrypted(options.Host.Authority));
        }

        return new HttpMessageInvoker(handler ?? Connections(options), handler is null);
    });

    private readonly SemaphoreSlim _free = new(MaxConcurrent);

    /// <summary>Sends a request once.</summary>
    /// <exception cref="ApiException">No complete response came.</exception>
    public async Task<ApiAnswer> SendAsync(ApiRequest request, string? token, CancellationToken cancellation)
    {
        // Not part of the timeout: the server does not cause the wait for a free slot.
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

        // A write that was sent is completed even if its caller cancels: otherwise nobody would know its outcome. The
        // caller can end the waits before it only.
        var ending = request is { IsWrite: true, IsLogin: false } ? CancellationToken.None : cancellation;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending, timeout.Token);
        using var message = Compose(request, token);
        HttpResponseMessage? response = null;
        try
        {
            response = await _invoker.Value.SendAsync(message, either.Token);
            clock.Observe(response.Headers.Date);
            return await ApiAnswer.ReadAsync(response, request.MaxAnswerBytes, clock.Now, either.Token);
        }
        catch (Exception fault) when (fault
            is HttpRequestException or IOException or InvalidDataException or OperationCanceledException)
        {
            ending.ThrowIfCancellationRequested();
            throw timeout.IsCancellationRequested
                ? errors.TimedOut(request, options.RequestTimeout)
                : response is null && WasNeverSent(fault, message) ? errors.Unreachable(request, fault)
                : errors.Cut(request, (int?)response?.StatusCode, fault);
        }
        finally
        {
            response?.Dispose();
        }
    }

    // Two signs must agree: the platform reports that it made no connection, and it did not begin to send the body.
    private static bool WasNeverSent(Exception fault, HttpRequestMessage message) =>
        message.Content is not RequestContent { WasSent: true }
        && fault is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError
                or HttpRequestError.VersionNegotiationError,
        }
        or OperationCanceledException { InnerException: TimeoutException };

    private HttpRequestMessage Compose(ApiRequest request, string? token)
    {
        if (token is not null && !HeaderText.IsValid(token))
        {
            throw ApiErrors.NotAHeader("access token");
        }

        if (options.OrganizationSlug is { Length: > 0 } name && !HeaderText.IsValid(name))
        {
            throw ApiErrors.NotAHeader("slug of the organization");
        }

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
            ConnectTimeout = options.RequestTimeout < MaxConnectTime ? options.RequestTimeout : MaxConnectTime,

            // Servers close idle connections. Closing them sooner avoids sending a request on one that is just being
            // closed.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
        };
        if (options.CaCertificate is { } readCertificate)
        {
            connections.SslOptions.RemoteCertificateValidationCallback =
                Trust.InAdditionTo(readCertificate(), options.Host.IdnHost);
        }

        return connections;
    }
}
