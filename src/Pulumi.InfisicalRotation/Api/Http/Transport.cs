using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;

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

        if (options.Warning is { } warning)
        {
            options.Notify(new ApiNotice(IsWarning: true, warning));
        }

        return new HttpMessageInvoker(handler ?? Connections(options), handler is null);
    });

    private readonly SemaphoreSlim _free = new(MaxConcurrent);

    /// <summary>Sends a request once.</summary>
    /// <param name="request">The request.</param>
    /// <param name="token">The access token; null for none.</param>
    /// <param name="isReady">Whether the request may still be sent, after all waits.</param>
    /// <param name="cancellation">Ends the wait for a free slot, and a read.</param>
    /// <returns>The response; null where the request was not sent.</returns>
    /// <exception cref="ApiException">No complete response came.</exception>
    public async Task<ApiAnswer?> SendAsync(
        ApiRequest request, string? token, Func<bool> isReady, CancellationToken cancellation)
    {
        // Not part of the timeout: the server does not cause the wait for a free slot.
        await _free.WaitAsync(cancellation);
        try
        {
            return isReady() ? await ExchangeAsync(request, token, cancellation) : null;
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
        using var own = OwnInvoker(request);
        HttpResponseMessage? response = null;
        try
        {
            response = await (own ?? _invoker.Value).SendAsync(message, either.Token);
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

        var message = new HttpRequestMessage(request.Verb, AddressOf(request) + request.Path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = request.IsWrite ? new RequestContent(request.Body) : null,
        };
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        foreach (var header in options.CustomHeaders)
        {
            message.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

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

    /// <summary>A certificate is shown to the login alone, so that login has connections of its own.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The invoker disposes its handler.")]
    private HttpMessageInvoker? OwnInvoker(ApiRequest request) =>
        request.Certificate is { } certificate && handler is null
            ? new HttpMessageInvoker(Connections(options, certificate))
            : null;

    private string AddressOf(ApiRequest request) => request.Address?.AbsoluteUri.TrimEnd('/') ?? _address;

    private static SocketsHttpHandler Connections(InfisicalOptions options, ClientCertificate? certificate = null)
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
        connections.SslOptions.ClientCertificateContext = certificate?.Context;
        if (options.CaCertificate is { } readCertificate)
        {
            connections.SslOptions.RemoteCertificateValidationCallback =
                Trust.InAdditionTo(readCertificate(), options.Host.IdnHost);
        }

        return connections;
    }
}
