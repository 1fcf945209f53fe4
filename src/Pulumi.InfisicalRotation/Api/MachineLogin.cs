namespace Pulumi.InfisicalRotation.Api;

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

    private readonly Lock gate = new();
    private readonly long origin = options.TimeProvider.GetTimestamp();

    // The first is in use; the environment's are current where a stored configuration is not.
    private readonly Queue<Credentials> candidates = new(new[] { options.Credentials, options.EnvironmentCredentials }.OfType<Credentials>().Distinct());

    private Bearer? current;
    private Task<Bearer>? underWay;
    private ApiException? refusal;
    private int renewalsInVain;

    private TimeSpan Elapsed => options.TimeProvider.GetElapsedTime(origin);

    /// <summary>The token in force, after a login where there is none.</summary>
    public async ValueTask<Bearer> GetAsync(CancellationToken cancellation)
    {
        Task<Bearer> login;
        lock (gate)
        {
            if (current is { } bearer && !IsDue(bearer))
            {
                return bearer;
            }

            login = underWay ??= LogInAsync();
        }

        // Who gives up leaves the login to the others.
        return await login.WaitAsync(cancellation);
    }

    /// <summary>Whether this is still the token to send: it may have been renewed, or have run out, while its request waited.</summary>
    public bool IsCurrent(Bearer bearer)
    {
        lock (gate)
        {
            return ReferenceEquals(current, bearer) && !IsDue(bearer);
        }
    }

    public void Accepted()
    {
        lock (gate)
        {
            renewalsInVain = 0;
        }
    }

    /// <summary>The server refused this token: whether the request is to be sent again with another one.</summary>
    public bool Renew(Bearer refused)
    {
        lock (gate)
        {
            if (!ReferenceEquals(current, refused))
            {
                return true;
            }

            return refused.Origin is Credentials.Token ? DropToken() : DropLogin();
        }
    }

    // A ready token can't be renewed, only given up for other credentials.
    private bool DropToken()
    {
        if (candidates.Count < 2)
        {
            return false;
        }

        candidates.Dequeue();
        current = null;
        return true;
    }

    private bool DropLogin()
    {
        if (renewalsInVain >= MostRenewalsInVain)
        {
            return false;
        }

        renewalsInVain++;
        current = null;
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
            lock (gate)
            {
                underWay = null;
                return current = bearer;
            }
        }
        catch
        {
            lock (gate)
            {
                underWay = null;
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

        throw refusal ?? noCredentials();
    }

    private Credentials? Candidate()
    {
        lock (gate)
        {
            return candidates.TryPeek(out var candidate) ? candidate : null;
        }
    }

    private void Refused(ApiException refused)
    {
        lock (gate)
        {
            // The configured credentials' refusal is the one to tell of.
            refusal ??= refused;
            candidates.Dequeue();
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
