using System.Buffers;
using System.Runtime.ExceptionServices;
using Polly;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Pacing;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>
/// Carries out a request: adds the access token, keeps the rate limits, retries, and reads the response.
/// </summary>
internal sealed class Exchange : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly ApiErrors _errors;
    private readonly Transport _transport;
    private readonly RequestPacer _pacing;
    private readonly ResiliencePipeline _retries;
    private readonly ResiliencePipeline _loginRetries;
    private readonly ProofHttp _proofs;
    private readonly RefusedLogins _refused;
    private readonly MachineLogin _login;
    private readonly Uri _host;
    private readonly string? _organization;
    private readonly TimeProvider _time;
    private readonly ServerClock _clock;
    private readonly string? _fault;

    public Exchange(InfisicalOptions options, ServerClock clock, HttpMessageHandler? handler)
    {
        _errors = new ApiErrors(
            options.Host.Authority,
            [
                .. options.Credentials?.Secrets ?? [], .. options.EnvironmentCredentials?.Secrets ?? [],
                .. options.OtherSecrets, .. options.CustomHeaders.Select(header => header.Value),
            ]);
        _transport = new Transport(options, clock, _errors, handler);
        _fault = options.Fault;
        _pacing = new RequestPacer(
            options.TimeProvider, wait => options.Notify(ApiNotice.RateLimit(options.Host.Authority, wait)));
        _retries = Resilience.Pipeline(options, isForLogin: false);
        _loginRetries = Resilience.Pipeline(options, isForLogin: true);
        _proofs = new ProofHttp(options, options.ProofHandler);
        _refused = new RefusedLogins(options.CacheFolder, options.Host, options.TimeProvider);
        _host = options.Host;
        _organization = options.OrganizationSlug;
        _login = new MachineLogin(options, LogInAsync, _errors);
        _time = options.TimeProvider;
        _clock = clock;
    }

    /// <summary>Sends a request and reads its response.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads the result from the body; null where the body does not contain it.</param>
    /// <param name="cancellation">Ends waits and reads. A write that was sent is completed.</param>
    /// <exception cref="ApiException">There is no result.</exception>
    public async Task<T> SendAsync<T>(
        ApiRequest request, Func<ReadOnlySequence<byte>, T?> read, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await _retries.ExecuteAsync(
                async token =>
                {
                    var (answer, bearer) = await AuthorizedAsync(request, token);
                    return Read(request with { Choice = bearer.Origin.Choice }, answer, read);
                },
                cancellation);
        }
        catch (NotSentException stopped)
        {
            ExceptionDispatchInfo.Throw(stopped.InnerException!);
            throw;
        }
        catch (Exception fault) when (fault is not (ApiException or OutOfMemoryException)
            && !(fault is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            // The request may have been sent: an unexpected exception leaves its outcome unknown, like a lost answer.
            throw _errors.Unexpected(request, fault);
        }
    }

    /// <summary>Sends a request whose success has no body.</summary>
    /// <inheritdoc cref="SendAsync{T}"/>
    public async Task SendAsync(ApiRequest request, CancellationToken cancellation) =>
        await _retries.ExecuteAsync(
            async token =>
            {
                var (answer, bearer) = await AuthorizedAsync(request, token);
                if (answer is not { IsSuccess: true, Body.IsEmpty: true })
                {
                    throw Failure(request with { Choice = bearer.Origin.Choice }, answer);
                }
            },
            cancellation);

    /// <summary>A text of the server without the secrets of this client.</summary>
    public string Redacted(string text) => _errors.Redacted(text);

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
        _pacing.Dispose();
        _proofs.Dispose();
        _transport.Dispose();
    }

    // If the server refuses the token it does not carry out the request, so that even a write can be sent again.
    private async Task<(ApiAnswer Answer, Bearer Bearer)> AuthorizedAsync(
        ApiRequest request, CancellationToken cancellation)
    {
        if (_fault is not null)
        {
            throw ApiErrors.Unusable(_fault);
        }

        var (answer, bearer) = await WithTokenAsync(request, cancellation);
        if (answer.IsTokenRefused(request) && _login.Renew(bearer))
        {
            (answer, bearer) = await WithTokenAsync(request, cancellation);
        }

        if (!answer.IsTokenRefused(request))
        {
            _login.Accepted();
        }

        return (answer, bearer);
    }

    private async Task<(ApiAnswer Answer, Bearer Bearer)> WithTokenAsync(
        ApiRequest request, CancellationToken cancellation)
    {
        while (true)
        {
            // The token and the check come before the wait for the rate limit, because both may send requests that wait
            // behind this one. So they can become old while the request waits, also for its slot, and then both are
            // renewed.
            var bearer = await _login.GetAsync(cancellation);
            await EnsureConditionAsync(request);
            var answer = await _pacing.SendWithinLimitAsync(
                request,
                () => _transport.SendAsync(
                    request,
                    bearer.Token,
                    () => request.Condition is not { IsCurrent: false } && _login.MayUse(bearer),
                    cancellation),
                cancellation);
            if (answer is not null)
            {
                return (answer, bearer);
            }
        }
    }

    /// <summary>What a check throws is no failure of the request, and is not retried.</summary>
    private static async Task EnsureConditionAsync(ApiRequest request)
    {
        try
        {
            await (request.Condition?.EnsureCurrentAsync() ?? Task.CompletedTask);
        }
        catch (Exception fault)
        {
            throw new NotSentException(fault);
        }
    }

    // Other callers wait for the same login, so the first caller's cancellation must not end it.
    private async Task<LoginResponse> LogInAsync(Credentials credentials)
    {
        var login = await RequestAsync(credentials);
        return await _refused.OnceAsync(
            login, first => SendLoginAsync(first, credentials), _errors.Remembered, _closing.Token);
    }

    private async Task<ApiRequest> RequestAsync(Credentials credentials)
    {
        try
        {
            var request = await credentials.LoginRequest(_organization, _proofs, _closing.Token)
                ?? throw new InvalidOperationException("A token needs no login.");
            _errors.Hide(request.Secrets);
            return request with { Address = request.Certificate?.AddressOf(_host) };
        }
        catch (Exception fault) when (fault is not (ApiException or OutOfMemoryException)
            && !_closing.IsCancellationRequested)
        {
            throw _errors.NoProof(fault, credentials.Choice);
        }
    }

    // A proof may count only once, or only for a short time, so every attempt has its own.
    private async Task<LoginResponse> SendLoginAsync(ApiRequest first, Credentials credentials)
    {
        ApiRequest? next = first;
        var login = await _loginRetries.ExecuteAsync(
            async token =>
            {
                var request = next ?? await RequestAsync(credentials);
                next = null;
                using var certificate = request.Certificate;
                var sentAt = 0L;
                var answer = await _pacing.SendWithinLimitAsync(
                    request, () => _transport.SendAsync(request, token: null, Begin, token), token);
                return Read(request, answer!, LoginResponse.Read) with { SentAt = sentAt };

                bool Begin()
                {
                    sentAt = _time.GetTimestamp();
                    return true;
                }
            },
            _closing.Token);
        _errors.Hide([login.AccessToken!]);
        return login;
    }

    private T Read<T>(ApiRequest request, ApiAnswer answer, Func<ReadOnlySequence<byte>, T?> read)
        where T : class =>
        (answer is { IsSuccess: true, IsTooLarge: false } ? Take(request, answer, read) : null)
            ?? throw Failure(request, answer);

    private ApiException Failure(ApiRequest request, ApiAnswer answer) => answer switch
    {
        { IsTooLarge: true } => _errors.TooLarge(request, answer),
        { Status: 301 or 302 or 303 or 307 or 308 } => _errors.Redirected(request, answer),
        { IsSuccess: false, Error: { } error } => _errors.Refused(request, answer, error, _clock.Ahead),
        _ => _errors.NotItsJson(request, answer),
    };

    // Whatever is wrong with a response, the request may have been carried out: no other exception may hide that.
    private T? Take<T>(ApiRequest request, ApiAnswer answer, Func<ReadOnlySequence<byte>, T?> read)
        where T : class
    {
        try
        {
            return read(answer.Body);
        }
        catch (AnswerTooLargeException)
        {
            throw _errors.TooLarge(request, answer);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return null;
        }
    }
}
