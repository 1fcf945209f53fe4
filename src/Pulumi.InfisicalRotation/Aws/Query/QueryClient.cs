using System.Net;
using System.Text;

namespace Pulumi.InfisicalRotation.Aws.Query;

/// <summary>
/// Sends requests to IAM and STS, at most 8 at a time. Every action that is used only reads or lends keys, so a request
/// can be repeated. The connection is made by the first request.
/// </summary>
/// <param name="handler">Answers in place of the network, for tests.</param>
internal sealed class QueryClient(AwsOptions options, HttpMessageHandler? handler) : IDisposable
{
    private const int MaxConcurrent = 8;

    private static readonly TimeSpan MaxConnectTime = TimeSpan.FromSeconds(10);

    /// <summary>AWS accepts a request whose time differs by less than five minutes.</summary>
    private static readonly TimeSpan LargestClockError = TimeSpan.FromMinutes(2);

    private readonly Lazy<HttpMessageInvoker> _invoker =
        new(() => new HttpMessageInvoker(handler ?? Connections(), handler is null));

    private readonly SemaphoreSlim _free = new(MaxConcurrent);
    private readonly Retries _retries = new(options);
    private long _clockOffset;
    private volatile bool _isTimeKnown;

    /// <summary>The time of AWS, from its latest response; before the first one, the time of this machine.</summary>
    public DateTimeOffset Now => options.TimeProvider.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _clockOffset));

    /// <summary>Whether a response of AWS has contained a time.</summary>
    public bool IsTimeKnown => _isTimeKnown;

    /// <summary>Sends a request, again where AWS asks for a pause or has a temporary failure.</summary>
    /// <returns>The result of the action.</returns>
    /// <exception cref="AwsException">There is none.</exception>
    public Task<QueryAnswer> Send(QueryRequest request, CancellationToken cancelled)
    {
        var guarded = request with { Secrets = [.. request.Secrets, .. options.Settings.Secrets] };
        return _retries.Run(request.Service, token => SendInTime(guarded, token), cancelled);
    }

    public void Dispose()
    {
        if (_invoker.IsValueCreated)
        {
            _invoker.Value.Dispose();
        }

        _free.Dispose();
    }

    /// <summary>A wrong clock of this machine shows in the first response, and then the request is signed again.</summary>
    private async Task<QueryAnswer> SendInTime(QueryRequest request, CancellationToken cancelled)
    {
        var offset = Volatile.Read(ref _clockOffset);
        try
        {
            return await SendOnce(request, cancelled);
        }
        catch (AwsException fault) when (AwsErrors.MayBeClock(fault)
            && TimeSpan.FromTicks(Volatile.Read(ref _clockOffset) - offset).Duration() > LargestClockError)
        {
            return await SendOnce(request, cancelled);
        }
    }

    private async Task<QueryAnswer> SendOnce(QueryRequest request, CancellationToken cancelled)
    {
        await _free.WaitAsync(cancelled);
        try
        {
            return await Exchange(request, cancelled);
        }
        catch (Exception fault) when (fault is not (AwsException or OperationCanceledException or OutOfMemoryException))
        {
            // The text of an unexpected failure may quote a header, and with it a secret.
            throw new AwsException(AwsErrorKind.Other, request.Action, AwsMessages.NotSent(request.Action, fault));
        }
        finally
        {
            _free.Release();
        }
    }

    private async Task<QueryAnswer> Exchange(QueryRequest request, CancellationToken cancelled)
    {
        var region = options.Settings.Region
            ?? options.Variable(AwsOptions.RegionVariables)
            ?? request.Keys?.Region
            ?? request.Region
            ?? options.Settings.DefaultRegion;
        var partition = AwsPartition.Of(region);
        var endpoint = options.Settings.Endpoint ?? (request.IsForIam ? partition.Iam : partition.Sts(region));
        using var timeout = new CancellationTokenSource(options.RequestTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancelled, timeout.Token);
        using var message = Compose(request, endpoint, request.IsForIam ? partition.IamRegion : region);
        try
        {
            using var response = await _invoker.Value.SendAsync(message, either.Token);
            Observe(response.Headers.Date);
            await response.Content.LoadIntoBufferAsync(QueryAnswer.MaxLength, either.Token);
            var answer = QueryAnswer.Read(await response.Content.ReadAsStreamAsync(either.Token));
            return response.StatusCode == HttpStatusCode.OK && answer?.Part($"{request.Action}Result") is { } result
                ? result
                : throw AwsErrors.Refused(request, response.StatusCode, answer);
        }
        catch (Exception fault) when (fault
            is HttpRequestException or IOException or InvalidDataException or OperationCanceledException)
        {
            cancelled.ThrowIfCancellationRequested();
            throw timeout.IsCancellationRequested
                ? new AwsException(
                    AwsErrorKind.Unreachable,
                    request.Action,
                    AwsMessages.TimedOut(request.Action, endpoint, options.RequestTimeout))
                : AwsErrors.Unreachable(request, endpoint, fault);
        }
    }

    private HttpRequestMessage Compose(QueryRequest request, Uri endpoint, string region)
    {
        var body = request.Body;
        var message = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        if (request.Keys is { } keys)
        {
            RequestSignature.Add(message, body, keys, request.Service, region, Now);
        }

        return message;
    }

    private void Observe(DateTimeOffset? date)
    {
        if (date is { } now)
        {
            Volatile.Write(ref _clockOffset, (now - options.TimeProvider.GetUtcNow()).Ticks);
            _isTimeKnown = true;
        }
    }

    private static SocketsHttpHandler Connections() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = MaxConnectTime,
        MaxConnectionsPerServer = MaxConcurrent,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
    };
}
