using System.Text.Json.Serialization.Metadata;
using Polly;

namespace Pulumi.InfisicalRotation.Api;

/// <summary>One request from its first try to its answer: turn, token, repeats.</summary>
internal sealed class Exchange : IDisposable
{
    private readonly CancellationTokenSource closing = new();
    private readonly string? organization;
    private readonly ApiErrors errors;
    private readonly Transport transport;
    private readonly Pacing pacing;
    private readonly ResiliencePipeline repeats;
    private readonly ResiliencePipeline loginRepeats;
    private readonly MachineLogin login;

    public Exchange(InfisicalOptions options, ServerClock clock, HttpMessageHandler? handler)
    {
        organization = options.OrganizationSlug;
        errors = new ApiErrors(options.Host.Authority, Redaction.Of(options.Credentials).Concat(Redaction.Of(options.EnvironmentCredentials)));
        transport = new Transport(options, clock, errors, handler);
        pacing = new Pacing(options.TimeProvider);
        repeats = Resilience.Pipeline(options, isForLogin: false);
        loginRepeats = Resilience.Pipeline(options, isForLogin: true);
        login = new MachineLogin(options, LogInAsync, errors.NoCredentials);
    }

    /// <param name="take">What is wanted of the answer; null where the answer does not hold it.</param>
    public async Task<T> SendAsync<TWire, T>(
        ApiRequest request, JsonTypeInfo<TWire> shape, Func<TWire, T?> take, CancellationToken cancellation)
        where TWire : class
        where T : class =>
        await repeats.ExecuteAsync(
            async token => Read(request, await AuthorizedAsync(request, token), shape, take), cancellation);

    public void Dispose()
    {
        closing.Cancel();
        closing.Dispose();
        pacing.Dispose();
        transport.Dispose();
    }

    // A request that was refused for its token was not carried out, so it may go again, whatever it does.
    private async Task<ApiAnswer> AuthorizedAsync(ApiRequest request, CancellationToken cancellation)
    {
        var (answer, bearer) = await WithTokenAsync(request, cancellation);
        if (answer.IsTokenRefused && login.Renew(bearer))
        {
            (answer, _) = await WithTokenAsync(request, cancellation);
        }

        if (!answer.IsTokenRefused)
        {
            login.Accepted();
        }

        return answer;
    }

    private async Task<(ApiAnswer Answer, Bearer Bearer)> WithTokenAsync(ApiRequest request, CancellationToken cancellation)
    {
        while (true)
        {
            // The token before the turn: a login needs a turn itself, and would wait for ours. Hence a token may have gone stale in the queue.
            var bearer = await login.GetAsync(cancellation);
            var answer = await pacing.InTurnAsync(
                request, () => login.IsCurrent(bearer) ? transport.SendAsync(request, bearer.Token, cancellation) : null, cancellation);
            if (answer is not null)
            {
                return (answer, bearer);
            }
        }
    }

    // Not with the token of whoever asked first: the others need the login too.
    private async Task<LoginAnswer> LogInAsync(Credentials.Universal identity)
    {
        var request = Routes.LogIn(identity, organization);
        var login = await loginRepeats.ExecuteAsync(
            async token =>
            {
                var answer = await pacing.InTurnAsync(request, () => transport.SendAsync(request, token: null, token), token);
                return Read(request, answer!, ApiJson.Default.LoginAnswer, wire => string.IsNullOrEmpty(wire.AccessToken) ? null : wire);
            },
            closing.Token);
        errors.Hide(login.AccessToken!);
        return login;
    }

    private T Read<TWire, T>(ApiRequest request, ApiAnswer answer, JsonTypeInfo<TWire> shape, Func<TWire, T?> take)
        where TWire : class
        where T : class => answer switch
        {
            { IsSuccess: true } => (answer.As(shape) is { } wire ? take(wire) : null) ?? throw errors.NotItsJson(request, answer),
            { Status: 301 or 302 or 303 or 307 or 308 } => throw errors.Redirected(request, answer),
            { Error: { } error } => throw errors.Refused(request, answer, error),
            _ => throw errors.NotItsJson(request, answer),
        };
}
