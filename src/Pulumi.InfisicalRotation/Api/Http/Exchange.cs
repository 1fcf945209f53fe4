using System.Text.Json.Serialization.Metadata;
using Polly;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Pacing;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>One request from its first try to its answer: turn, token, repeats.</summary>
internal sealed class Exchange : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly string? _organization;
    private readonly ApiErrors _errors;
    private readonly Transport _transport;
    private readonly RequestPacer _pacing;
    private readonly ResiliencePipeline _repeats;
    private readonly ResiliencePipeline _loginRepeats;
    private readonly MachineLogin _login;

    public Exchange(InfisicalOptions options, ServerClock clock, HttpMessageHandler? handler)
    {
        _organization = options.OrganizationSlug;
        _errors = new ApiErrors(options.Host.Authority, TextRedaction.Of(options.Credentials).Concat(TextRedaction.Of(options.EnvironmentCredentials)));
        _transport = new Transport(options, clock, _errors, handler);
        _pacing = new RequestPacer(options.TimeProvider);
        _repeats = Resilience.Pipeline(options, isForLogin: false);
        _loginRepeats = Resilience.Pipeline(options, isForLogin: true);
        _login = new MachineLogin(options, LogInAsync, () => _errors.NoCredentials(options.PartialCredentials));
    }

    /// <param name="take">What is wanted of the answer; null where the answer does not hold it.</param>
    public async Task<T> SendAsync<TWire, T>(
        ApiRequest request, JsonTypeInfo<TWire> shape, Func<TWire, T?> take, CancellationToken cancellation)
        where TWire : class
        where T : class =>
        await _repeats.ExecuteAsync(
            async token => Read(request, await AuthorizedAsync(request, token), shape, take), cancellation);

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
        _pacing.Dispose();
        _transport.Dispose();
    }

    // A request that was refused for its token was not carried out, so it may go again, whatever it does.
    private async Task<ApiAnswer> AuthorizedAsync(ApiRequest request, CancellationToken cancellation)
    {
        var (answer, bearer) = await WithTokenAsync(request, cancellation);
        if (answer.IsTokenRefused && _login.Renew(bearer))
        {
            (answer, _) = await WithTokenAsync(request, cancellation);
        }

        if (!answer.IsTokenRefused)
        {
            _login.Accepted();
        }

        return answer;
    }

    private async Task<(ApiAnswer Answer, Bearer Bearer)> WithTokenAsync(ApiRequest request, CancellationToken cancellation)
    {
        while (true)
        {
            // The token before the turn: a login needs a turn itself, and would wait for ours. Hence a token may have gone stale in the queue.
            var bearer = await _login.GetAsync(cancellation);
            var answer = await _pacing.InTurnAsync(
                request, () => _login.IsCurrent(bearer) ? _transport.SendAsync(request, bearer.Token, cancellation) : null, cancellation);
            if (answer is not null)
            {
                return (answer, bearer);
            }
        }
    }

    // Not with the token of whoever asked first: the others need the login too.
    private async Task<LoginAnswer> LogInAsync(Credentials.Universal identity)
    {
        var request = Routes.LogIn(identity, _organization);
        var login = await _loginRepeats.ExecuteAsync(
            async token =>
            {
                var answer = await _pacing.InTurnAsync(request, () => _transport.SendAsync(request, token: null, token), token);
                return Read(request, answer!, ApiJson.Default.LoginAnswer, wire => string.IsNullOrEmpty(wire.AccessToken) ? null : wire);
            },
            _closing.Token);
        _errors.Hide(login.AccessToken!);
        return login;
    }

    private T Read<TWire, T>(ApiRequest request, ApiAnswer answer, JsonTypeInfo<TWire> shape, Func<TWire, T?> take)
        where TWire : class
        where T : class => answer switch
        {
            { IsSuccess: true } => (answer.As(shape) is { } wire ? take(wire) : null) ?? throw _errors.NotItsJson(request, answer),
            { Status: 301 or 302 or 303 or 307 or 308 } => throw _errors.Redirected(request, answer),
            { Error: { } error } => throw _errors.Refused(request, answer, error),
            _ => throw _errors.NotItsJson(request, answer),
        };
}
