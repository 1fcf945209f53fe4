namespace Infisical.Emulator;

/// <summary>How many requests the server takes in a window.</summary>
/// <param name="Read">GET.</param>
/// <param name="Write">POST, PATCH, DELETE.</param>
/// <param name="Secrets">Secrets and folders.</param>
/// <param name="Creation">New projects and identities.</param>
/// <param name="Everything">All together, per client.</param>
/// <param name="Login">Logins, which count as writes but have no plan yet.</param>
public sealed record RateLimits(int Read, int Write, int Secrets, int Creation = 30, int Everything = 600, int Login = 200)
{
    /// <summary>The cloud's free plan.</summary>
    public static RateLimits CloudFree { get; } = new(200, 90, 120);

    /// <summary>The cloud's pro plan.</summary>
    public static RateLimits CloudPro { get; } = new(350, 200, 300);

    /// <summary>What an instance has by itself.</summary>
    public static RateLimits Instance { get; } = new(60, 200, 60);

    /// <summary>How long a window is: a minute, as on every server. A shorter one shows the same in less time.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Counted for each route pattern and method by itself, as the library does; documented is one count for a class.</summary>
    public bool PerRoute { get; init; }
}
