using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>
/// Sends requests to the servers that issue proofs: metadata servers, CI systems, clouds. Each connection is made by its
/// first request, so that other logins pay nothing for it. Redirects are not followed.
/// </summary>
/// <param name="options">The clock and the limits.</param>
/// <param name="handler">Answers in place of the network, for tests.</param>
internal sealed class ProofHttp(InfisicalOptions options, HttpMessageHandler? handler) : IDisposable
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxRetries = 3;
    private const int MaxShown = 300;

    // A machine outside the cloud has no metadata server, and then nothing answers.
    private static readonly TimeSpan MetadataConnectTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    // A metadata server belongs to the machine. A proxy is another one, and would answer for itself.
    private readonly Lazy<HttpMessageInvoker> _metadata = new(
        () => Invoker(handler, MetadataConnectTime, useProxy: false));

    private readonly Lazy<HttpMessageInvoker> _internet = new(() => Invoker(handler, ConnectTime, useProxy: true));

    /// <summary>The clock of the proofs that contain a time.</summary>
    public TimeProvider Time => options.TimeProvider;

    /// <summary>Sends a request, and again after a temporary failure of the server.</summary>
    /// <returns>The text of a successful response.</returns>
    /// <exception cref="MissingProofException">There is none.</exception>
    public async Task<string> SendAsync(ProofRequest request, CancellationToken cancellation)
    {
        for (var retries = 0; ; retries++)
        {
            var (status, text, date) = await ExchangeAsync(request, canRetry: retries < 1, cancellation);
            if (status == HttpStatusCode.OK)
            {
                return text;
            }

            if (retries == MaxRetries || !IsTemporary(status, request.IsMetadata))
            {
                var clock = request.IsTimed && date is { } now ? ClockAdvice.For(now - Time.GetUtcNow()) : "";
                throw new MissingProofException(ProofMessages.Refused(request, (int)status, Safe(text, request)) + clock)
                {
                    Secrets = request.Secrets,
                };
            }

            await Task.Delay(FirstPause * (1 << retries), options.TimeProvider, cancellation);
        }
    }

    public void Dispose()
    {
        foreach (var invoker in new[] { _metadata, _internet }.Where(one => one.IsValueCreated))
        {
            invoker.Value.Dispose();
        }
    }

    private static string Safe(string text, ProofRequest request) =>
        OutsideText.Safe(text, new Redactor(request.Secrets), MaxShown);

    // The metadata server of Azure answers 404 and 410 while it is being updated.
    private static bool IsTemporary(HttpStatusCode status, bool isMetadata) =>
        (int)status is 429 or >= 500 || (isMetadata && (int)status is 404 or 410);

    private async Task<(HttpStatusCode Status, string Text, DateTimeOffset? Date)> ExchangeAsync(
        ProofRequest request, bool canRetry, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(options.ProofTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        using var message = request.Compose(options.UserAgent);
        try
        {
            var invoker = request.IsMetadata ? _metadata.Value : _internet.Value;
            using var response = await invoker.SendAsync(message, either.Token);
            await response.Content.LoadIntoBufferAsync(MaxBytes, either.Token);
            return (response.StatusCode, Encoding.UTF8.GetString(
                await response.Content.ReadAsByteArrayAsync(either.Token)), response.Headers.Date);
        }
        catch (Exception fault) when (fault
            is HttpRequestException or IOException or InvalidDataException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            if (canRetry)
            {
                return (HttpStatusCode.ServiceUnavailable, "", null);
            }

            throw new MissingProofException(
                timeout.IsCancellationRequested || fault is OperationCanceledException
                    ? ProofMessages.NoAnswer(request)
                    : ProofMessages.Unreachable(request, Safe(fault.GetBaseException().Message, request)),
                fault)
            {
                Secrets = request.Secrets,
            };
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The invoker disposes its handler.")]
    private static HttpMessageInvoker Invoker(HttpMessageHandler? handler, TimeSpan connectTime, bool useProxy) =>
        new(handler ?? Connections(connectTime, useProxy), handler is null);

    private static SocketsHttpHandler Connections(TimeSpan connectTime, bool useProxy) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = useProxy,
        ActivityHeadersPropagator = null,
        ConnectTimeout = connectTime,
    };
}
