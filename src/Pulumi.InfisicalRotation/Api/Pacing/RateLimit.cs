using System.Globalization;
using System.Net.Http.Headers;

namespace Pulumi.InfisicalRotation.Api.Pacing;

/// <summary>What the server says of its counter for a request.</summary>
/// <param name="Remaining">Requests still free in this window.</param>
/// <param name="Reset">Until the window ends.</param>
internal sealed record RateLimit(int Remaining, TimeSpan Reset)
{
    /// <summary>The longest wait a server may ask for.</summary>
    private const long LongestSeconds = 300;

    /// <summary>Null where the answer was not counted.</summary>
    public static RateLimit? Read(HttpResponseHeaders headers) =>
        int.TryParse(Text(headers, "x-ratelimit-remaining"), NumberStyles.None, CultureInfo.InvariantCulture, out var remaining)
        && Wait(Text(headers, "x-ratelimit-reset")) is { } reset
            ? new RateLimit(remaining, reset)
            : null;

    /// <summary>How long a refused request is to wait: <c>Retry-After</c>, else the end of the window, else null.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now) =>
        Wait(Text(headers, "Retry-After"))
        ?? (headers.RetryAfter?.Date is { } date ? (TimeSpan?)Bounded(date - now) : null)
        ?? Wait(Text(headers, "x-ratelimit-reset"));

    // Very old versions of the server's limiter gave milliseconds. What is no wait even so, a time since 1970 for instance, is not believed.
    private static TimeSpan? Wait(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number switch
        {
            <= LongestSeconds => TimeSpan.FromSeconds(number),
            <= LongestSeconds * 1000 => TimeSpan.FromMilliseconds(number),
            _ => null,
        }
        : null;

    private static TimeSpan Bounded(TimeSpan wait) =>
        TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, TimeSpan.FromSeconds(LongestSeconds).Ticks));

    private static string? Text(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First().Trim() : null;
}
