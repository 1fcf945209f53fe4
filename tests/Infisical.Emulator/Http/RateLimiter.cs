using System.Globalization;

namespace Infisical.Emulator;

/// <summary>Fixed windows, each starting with its first request.</summary>
internal sealed class RateLimiter(EmulatorOptions options, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DateTimeOffset Started, int Count)> _windows = [];

    /// <summary>Counts a request; the headers of its answer, or a 429 that carries them.</summary>
    public Dictionary<string, string> Count(Route route)
    {
        if (options.RateLimits is not { } limits || route.Class == RateClass.Exempt)
        {
            return [];
        }

        lock (_gate)
        {
            var own = Count(limits.PerRoute ? $"{route.Method} {route.Pattern}" : ClassOf(route), LimitOf(limits, route.Class), limits.Window);
            return limits.PerRoute ? own : Tighter(own, Count("everything", limits.Everything, limits.Window));
        }
    }

    private Dictionary<string, string> Count(string key, int limit, TimeSpan length)
    {
        var now = clock.GetUtcNow();
        var (started, count) = _windows.TryGetValue(key, out var window) && now < window.Started + length ? window : (now, 0);
        _windows[key] = (started, count + 1);
        var seconds = (int)Math.Ceiling((started + length - now).TotalSeconds);
        var headers = new Dictionary<string, string>
        {
            ["x-ratelimit-limit"] = Text(limit),
            ["x-ratelimit-remaining"] = Text(Math.Max(0, limit - count - 1)),
            ["x-ratelimit-reset"] = Text(seconds),
        };
        if (count < limit)
        {
            return headers;
        }

        headers["retry-after"] = Text(seconds);
        throw new Refusal(429, "RateLimitExceeded", Refusal.TooManyRequests(seconds).Text) { Headers = headers };
    }

    private static Dictionary<string, string> Tighter(Dictionary<string, string> own, Dictionary<string, string> all) =>
        int.Parse(all["x-ratelimit-remaining"], CultureInfo.InvariantCulture) < int.Parse(own["x-ratelimit-remaining"], CultureInfo.InvariantCulture)
            ? all
            : own;

    private static string ClassOf(Route route) =>
        (route.Class == RateClass.PublicWrite ? RateClass.Write : route.Class).ToString();

    private static int LimitOf(RateLimits limits, RateClass kind) => kind switch
    {
        RateClass.Read => limits.Read,
        RateClass.Write => limits.Write,
        RateClass.Secrets => limits.Secrets,
        RateClass.Creation => limits.Creation,
        _ => limits.Login,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
