using Pulumi.InfisicalRotation.Api.Errors;

namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>
/// Keeps the access token of the machine identity. The first request that needs a token logs in, for all requests that
/// wait for it. The token is renewed shortly before it expires, or when the server refuses it. Refused credentials are
/// never tried again, because Infisical locks an identity after three failed logins, and neither are credentials whose
/// proof is missing: each resource would wait for it.
/// </summary>
/// <param name="options">The credentials, and the clock.</param>
/// <param name="logIn">Logs in with credentials that are no token.</param>
/// <param name="errors">Makes the exceptions for missing credentials and for tokens that expire too soon.</param>
internal sealed class MachineLogin(
    InfisicalOptions options, Func<Credentials, Task<LoginResponse>> logIn, ApiErrors errors)
{
    // If a server refuses every fresh token, the provider must not log in again for each resource of the stack.
    private const int MaxConsecutiveRenewals = 2;

    /// <summary>
    /// A login that takes longer than this is an exception that passes, and no reason to call a lifetime too short.
    /// </summary>
    private static readonly TimeSpan LongestLogin = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly long _origin = options.TimeProvider.GetTimestamp();

    // The first one is in use. The environment's are newer than a stored configuration, so they come second.
    private readonly Queue<Credentials> _candidates = new(
        new[] { options.Credentials, options.EnvironmentCredentials }.OfType<Credentials>().Distinct());

    private Bearer? _current;
    private Task<Bearer>? _loginInProgress;
    private ApiException? _refusal;
    private int _consecutiveRenewals;

    // A token whose lifetime was over when its login ended. One request uses it, so that each login has a use.
    private Bearer? _unused;
    private int _loginsTooSlow;

    private TimeSpan Elapsed => options.TimeProvider.GetElapsedTime(_origin);

    /// <summary>The current token, after a login if there is none.</summary>
    public async ValueTask<Bearer> GetAsync(CancellationToken cancellation)
    {
        Task<Bearer> login;
        lock (_gate)
        {
            if (_current is { } bearer && !IsDue(bearer))
            {
                return bearer;
            }

            login = _loginInProgress ??= LogInAsync();
        }

        // A caller who cancels leaves the login to the others.
        return await login.WaitAsync(cancellation);
    }

    /// <summary>
    /// Whether a token is still the one to send. It may have been renewed, or have expired, while its request waited.
    /// Ask directly before it is sent: a token whose lifetime is over already is used once.
    /// </summary>
    public bool MayUse(Bearer bearer)
    {
        lock (_gate)
        {
            var may = ReferenceEquals(_current, bearer) && !IsDue(bearer);
            _unused = may && ReferenceEquals(_unused, bearer) ? null : _unused;
            return may;
        }
    }

    /// <summary>The server accepted the token.</summary>
    public void Accepted()
    {
        lock (_gate)
        {
            _consecutiveRenewals = 0;
        }
    }

    /// <summary>The server refused the token.</summary>
    /// <returns>Whether to send the request again, with another token.</returns>
    public bool Renew(Bearer refused)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_current, refused))
            {
                return true;
            }

            return refused.Origin.ReadyToken is null ? DropLogin() : DropReadyToken();
        }
    }

    // A ready token cannot be renewed, only replaced by other credentials.
    private bool DropReadyToken()
    {
        if (_candidates.Count < 2)
        {
            return false;
        }

        _candidates.Dequeue();
        _current = null;
        options.Notify(ApiNotice.OtherCredentials(errors.TokenRefused));
        return true;
    }

    private bool DropLogin()
    {
        if (_consecutiveRenewals >= MaxConsecutiveRenewals)
        {
            return false;
        }

        _consecutiveRenewals++;
        _current = null;
        return true;
    }

    private bool IsDue(Bearer bearer) =>
        bearer.RenewAt is { } due && Elapsed >= due && !ReferenceEquals(_unused, bearer);

    private async Task<Bearer> LogInAsync()
    {
        // The caller holds the lock and must store this task before the login ends.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var bearer = await FirstAcceptedAsync();
            lock (_gate)
            {
                _loginInProgress = null;
                var isTooSlow = IsDue(bearer);
                _loginsTooSlow = isTooSlow ? _loginsTooSlow + 1 : 0;
                _unused = isTooSlow ? bearer : null;
                return _current = bearer;
            }
        }
        catch
        {
            lock (_gate)
            {
                _loginInProgress = null;
            }

            throw;
        }
    }

    private async Task<Bearer> FirstAcceptedAsync()
    {
        lock (_gate)
        {
            if (_current is { Lifetime: { } lifetime } && lifetime < LongestLogin
                && _loginsTooSlow > MaxConsecutiveRenewals)
            {
                throw errors.TokenTooShort(lifetime);
            }
        }

        while (Candidate() is { } candidate)
        {
            try
            {
                return await BearerAsync(candidate);
            }
            catch (ApiException refused) when (refused.IsCredentialsRefused || refused.IsProofMissing)
            {
                Refused(refused);
            }
        }

        throw _refusal ?? errors.NoCredentials(options.PartialCredentials);
    }

    private Credentials? Candidate()
    {
        lock (_gate)
        {
            return _candidates.TryPeek(out var candidate) ? candidate : null;
        }
    }

    private void Refused(ApiException refused)
    {
        lock (_gate)
        {
            // If all credentials are refused, the user gets the error of the configured ones.
            _refusal ??= refused;
            _candidates.Dequeue();
            if (_candidates.Count > 0)
            {
                // The other credentials may be those of another identity.
                options.Notify(ApiNotice.OtherCredentials(refused.Message));
            }
            else if (options.UnusedCredentials is { } unused)
            {
                options.Notify(new ApiNotice(IsWarning: true, unused));
            }
        }
    }

    private async Task<Bearer> BearerAsync(Credentials candidate)
    {
        if (candidate.ReadyToken is { } ready)
        {
            return new Bearer(ready, candidate);
        }

        var answer = await logIn(candidate);
        if (answer.ExpiresIn is not (> 0 and var seconds))
        {
            return new Bearer(answer.AccessToken!, candidate);
        }

        // It counts from when the request was sent: the server issued the token later than this. It can be longer than
        // a TimeSpan can express.
        var lifetime = TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue));
        var start = options.TimeProvider.GetElapsedTime(_origin, answer.SentAt);
        return new Bearer(answer.AccessToken!, candidate)
        {
            Lifetime = lifetime,
            RenewAt = start + UsableTime(lifetime),
        };
    }

    private static TimeSpan UsableTime(TimeSpan lifetime)
    {
        var margin = lifetime / 10;
        return lifetime - (margin < LongestMargin ? margin : LongestMargin);
    }
}
