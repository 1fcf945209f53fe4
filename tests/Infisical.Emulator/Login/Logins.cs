namespace Infisical.Emulator;

/// <summary>Universal auth: who may come in, and who is locked out.</summary>
internal sealed class Logins(IEnumerable<Identity> seeded, TimeProvider clock)
{
    private const int FailuresAllowed = 3;
    private static readonly TimeSpan Lockout = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan CounterKept = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Identity> identities = seeded.ToDictionary(identity => identity.ClientId);
    private readonly Dictionary<string, (int Count, DateTimeOffset Last)> failures = [];
    private readonly Dictionary<string, DateTimeOffset> lockedUntil = [];
    private readonly Dictionary<string, int> uses = [];

    public IReadOnlyList<Identity> All
    {
        get
        {
            lock (gate)
            {
                return [.. identities.Values];
            }
        }
    }

    /// <summary>Adds an identity, or gives one with the same client id other rights.</summary>
    public void Put(Identity identity)
    {
        lock (gate)
        {
            identities[identity.ClientId] = identity;
        }
    }

    public Identity? ById(string id)
    {
        lock (gate)
        {
            return identities.Values.FirstOrDefault(identity => identity.Id == id);
        }
    }

    public Identity LogIn(string clientId, string clientSecret)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (lockedUntil.TryGetValue(clientId, out var until) && now < until)
            {
                throw Refusal.Unauthorized("This identity auth method is temporarily locked, please try again later");
            }

            if (!identities.TryGetValue(clientId, out var identity))
            {
                throw Refusal.Unauthorized("Invalid credentials");
            }

            if (identity.ClientSecret != clientSecret)
            {
                CountFailure(clientId, now);
                throw Refusal.Unauthorized("Invalid credentials");
            }

            failures.Remove(clientId);
            DemandUsable(identity, now);
            uses[clientId] = uses.GetValueOrDefault(clientId) + 1;
            return identity;
        }
    }

    private void DemandUsable(Identity identity, DateTimeOffset now)
    {
        if (now >= identity.ClientSecretExpiresAt)
        {
            throw Refusal.Unauthorized("Access denied due to expired client secret");
        }

        if (identity.ClientSecretUses > 0 && uses.GetValueOrDefault(identity.ClientId) >= identity.ClientSecretUses)
        {
            throw Refusal.Unauthorized("Access denied due to client secret usage limit reached");
        }
    }

    private void CountFailure(string clientId, DateTimeOffset now)
    {
        var (count, last) = failures.GetValueOrDefault(clientId);
        count = now - last > CounterKept ? 1 : count + 1;
        failures[clientId] = (count, now);
        if (count >= FailuresAllowed)
        {
            lockedUntil[clientId] = now + Lockout;
            failures.Remove(clientId);
        }
    }
}
