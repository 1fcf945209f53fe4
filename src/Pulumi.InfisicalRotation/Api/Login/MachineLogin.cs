using Pulumi.InfisicalRotation.Api.Errors;

namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>A token and where it came from.</summary>
/// <param name="RunsOut">On the monotonic clock of the login; null where the server named no end.</param>
internal sealed record Bearer(string Token, Credentials Origin, TimeSpan? RunsOut)
{
    public override string ToString() => "Bearer { [secret] }";
}

/// <summary>
/// The machine identity's token: fetched when it is first needed, once for all who wait, renewed shortly before it runs out or when the
/// server no longer takes it. Refused credentials are never tried a second time, for three wrong logins lock the identity.
/// </summary>
/// <param name="logIn">Exchanges credentials for a token.</param>
/// <param name="noCredentials">The failure where nothing was configured.</param>
internal sealed class MachineLogin(
    InfisicalOptions options, Func<Credentials.Universal, Task<LoginAnswer>> logIn, Func<ApiException> noCredentials)
{
    // A server whose fresh tokens are refused every time must not be logged in to for every resource of the stack.
    private const int MostRenewalsInVain = 2;

    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly long _origin = options.TimeProvider.GetTimestamp();

    // The first is in use; the environment's are current where a stored configuration is not.
    private readonly Queue<Credentials> _candidates = new(new[] { options.Credentials, options.EnvironmentCredentials }.OfType<Credentials>().Distinct());

    private Bearer? _current;
    private Task<Bearer>? _underWay;
    private ApiException? _refusal;
    private int _renewalsInVain;

    private TimeSpan Elapsed => options.TimeProvider.GetElapsedTime(_origin);

    /// <summary>The token in force, after a login where there is none.</summary>
    public async ValueTask<Bearer> GetAsync(CancellationToken cancellation)
    {
        Task<Bearer> login;
        lock (_gate)
        {
            if (_current is { } bearer && !IsDue(bearer))
            {
                return bearer;
            }

            login = _underWay ??= LogInAsync();
        }

        // Who gives up leaves the login to the others.
        return await login.WaitAsync(cancellation);
    }

    /// <summary>Whether this is still the token to send: it may have been renewed, or have run out, while its request waited.</summary>
    public bool IsCurrent(Bearer bearer)
    {
        lock (_gate)
        {
            return ReferenceEquals(_current, bearer) && !IsDue(bearer);
        }
    }

    public void Accepted()
    {
        lock (_gate)
        {
            _renewalsInVain = 0;
        }
    }

    /// <summary>The server refused this token: whether the request is to be sent again with another one.</summary>
    public bool Renew(Bearer refused)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_current, refused))
            {
                return true;
            }

            return refused.Origin is Credentials.Token ? DropToken() : DropLogin();
        }
    }

    // A ready token can't be renewed, only given up for other credentials.
    private bool DropToken()
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
        if (_renewalsInVain >= MostRenewalsInVain)
        {
            return false;
        }

        _renewalsInVain++;
        _current = null;
        return true;
    }

    private bool IsDue(Bearer bearer) => bearer.RunsOut is { } end && Elapsed >= end;

    private async Task<Bearer> LogInAsync()
    {
        // The caller holds the lock, and stores the task before anything else happens.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var bearer = await FirstAcceptedAsync();
            lock (_gate)
            {
                _underWay = null;
                return _current = bearer;
            }
        }
        catch
        {
            lock (_gate)
            {
                _underWay = null;
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
            catch (ApiException refused) when (refused.IsCredentialsRefused)
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
            // The configured credentials' refusal is the one to tell of.
            _refusal ??= refused;
            _candidates.Dequeue();
        }
    }

    private async Task<Bearer> BearerAsync(Credentials candidate)
    {
        if (candidate is Credentials.Token ready)
        {
            return new Bearer(ready.AccessToken, candidate, RunsOut: null);
        }

        var asked = Elapsed;
        var answer = await logIn((Credentials.Universal)candidate);
        return new Bearer(answer.AccessToken!, candidate, answer.ExpiresIn > 0 ? asked + Usable(answer.ExpiresIn.Value) : null);
    }

    private static TimeSpan Usable(double seconds)
    {
        // Bounded, because a token may be made to live for longer than a TimeSpan can say.
        var lifetime = TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue));
        var margin = lifetime / 10;
        return lifetime - (margin < LongestMargin ? margin : LongestMargin);
    }
}
