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
/// <param name="noCredentials">Makes the exception for the case that no credentials are configured.</param>
internal sealed class MachineLogin(
    InfisicalOptions options, Func<Credentials, Task<LoginResponse>> logIn, Func<ApiException> noCredentials)
{
    // If a server refuses every fresh token, the provider must not log in again for each resource of the stack.
    private const int MaxConsecutiveRenewals = 2;

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
    /// </summary>
    public bool IsCurrent(Bearer bearer)
    {
        lock (_gate)
        {
            return ReferenceEquals(_current, bearer) && !IsDue(bearer);
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

    private bool IsDue(Bearer bearer) => bearer.RenewAt is { } due && Elapsed >= due;

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

        throw _refusal ?? noCredentials();
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
            if (refused.IsProofMissing && _candidates.Count > 0)
            {
                // The other credentials may be those of another identity.
                options.Notify(ApiNotice.OtherCredentials(refused.Message));
            }
        }
    }

    private async Task<Bearer> BearerAsync(Credentials candidate)
    {
        if (candidate.ReadyToken is { } ready)
        {
            return new Bearer(ready, candidate, RenewAt: null);
        }

        // The lifetime counts from before the request: the server issued the token later than this.
        var start = Elapsed;
        var answer = await logIn(candidate);
        TimeSpan? renewAt = answer.ExpiresIn is > 0 and var seconds ? start + UsableTime(seconds) : null;
        return new Bearer(answer.AccessToken!, candidate, renewAt);
    }

    private static TimeSpan UsableTime(double seconds)
    {
        // A lifetime can be longer than a TimeSpan can express.
        var lifetime = TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue));
        var margin = lifetime / 10;
        return lifetime - (margin < LongestMargin ? margin : LongestMargin);
    }
}
