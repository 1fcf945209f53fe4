namespace Infisical.Emulator;

/// <summary>Universal auth: who may come in, and who is locked out.</summary>
internal sealed class Logins(IEnumerable<Identity> seeded, TimeProvider clock)
{
    private const int FailuresAllowed = 3;
    private static readonly TimeSpan Lockout = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan CounterKept = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Identity> _identities = seeded.ToDictionary(identity => identity.ClientId);
    private readonly Dictionary<string, (int Count, DateTimeOffset Last)> _failures = [];
    private readonly Dictionary<string, DateTimeOffset> _lockedUntil = [];
    private readonly Dictionary<string, int> _uses = [];

    public IReadOnlyList<Identity> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _identities.Values];
            }
        }
    }

    /// <summary>Adds an identity, or gives one with the same client id other rights.</summary>
    public void Put(Identity identity)
    {
        lock (_gate)
        {
            _identities[identity.ClientId] = identity;
        }
    }

    public Identity? ById(string id)
    {
        lock (_gate)
        {
            return _identities.Values.FirstOrDefault(identity => identity.Id == id);
        }
    }

    public Identity LogIn(string clientId, string clientSecret)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            DemandUnlocked(clientId, now);
            if (!_identities.TryGetValue(clientId, out var identity))
            {
                throw Refusal.Unauthorized("Invalid credentials");
            }

            if (identity.ClientSecret != clientSecret)
            {
                CountFailure(clientId, now);
                throw Refusal.Unauthorized("Invalid credentials");
            }

            _failures.Remove(clientId);
            DemandUsable(identity, now);
            _uses[clientId] = _uses.GetValueOrDefault(clientId) + 1;
            return identity;
        }
    }

    /// <summary>LDAP locks an identity as universal auth does, with a count of its own.</summary>
    public void LogInLdap(Identity identity, string username, string password)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var key = $"ldap:{identity.Id}";
            DemandUnlocked(key, now);
            if (identity.LdapUsername != username || identity.LdapPassword != password)
            {
                CountFailure(key, now);
                throw Refusal.Unauthorized("Invalid credentials");
            }

            _failures.Remove(key);
        }
    }

    private void DemandUnlocked(string key, DateTimeOffset now)
    {
        if (_lockedUntil.TryGetValue(key, out var until) && now < until)
        {
            throw Refusal.Unauthorized("This identity auth method is temporarily locked, please try again later");
        }
    }

    private void DemandUsable(Identity identity, DateTimeOffset now)
    {
        if (now >= identity.ClientSecretExpiresAt)
        {
            throw Refusal.Unauthorized("Access denied due to expired client secret");
        }

        if (identity.ClientSecretUses > 0 && _uses.GetValueOrDefault(identity.ClientId) >= identity.ClientSecretUses)
        {
            throw Refusal.Unauthorized("Access denied due to client secret usage limit reached");
        }
    }

    private void CountFailure(string clientId, DateTimeOffset now)
    {
        var (count, last) = _failures.GetValueOrDefault(clientId);
        count = now - last > CounterKept ? 1 : count + 1;
        _failures[clientId] = (count, now);
        if (count >= FailuresAllowed)
        {
            _lockedUntil[clientId] = now + Lockout;
            _failures.Remove(clientId);
        }
    }
}
