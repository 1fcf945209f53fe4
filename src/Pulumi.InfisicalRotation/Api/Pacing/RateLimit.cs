using System.Globalization;
using System.Net.Http.Headers;

namespace Pulumi.InfisicalRotation.Api.Pacing;

/// <summary>The rate limit headers of a response.</summary>
/// <param name="Remaining">How many requests are left in this window.</param>
/// <param name="Reset">How long until the window ends.</param>
internal sealed record RateLimit(int Remaining, TimeSpan Reset)
{
    /// <summary>The longest wait that a server may ask for.</summary>
    private const long LongestSeconds = 300;

    // Very old versions of the server's limiter send milliseconds. No server asks for a wait of hours, so a number from
    // here on is no number of seconds.
    private const long FirstMilliseconds = 10_000;

    // A larger number is a time and no wait, such as a Unix time.
    private const long LargestMilliseconds = 24 * 60 * 60 * 1000;

    /// <summary>Null where the request did not count.</summary>
    public static RateLimit? Read(HttpResponseHeaders headers) =>
        Number(Text(headers, "x-ratelimit-remaining")) is { } remaining and <= int.MaxValue
        && Wait(Text(headers, "x-ratelimit-reset")) is { } reset
            ? new RateLimit((int)remaining, reset)
            : null;

    /// <summary>
    /// How long a refused request must wait: <c>Retry-After</c>, else the end of the window, else null.
    /// </summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now) =>
        Asked(headers, now) ?? Wait(Text(headers, "x-ratelimit-reset"));

    /// <summary>How long the server asks to wait: <c>Retry-After</c>, else null.</summary>
    public static TimeSpan? Asked(HttpResponseHeaders headers, DateTimeOffset now) =>
        Wait(Text(headers, "Retry-After"))
        ?? (headers.RetryAfter?.Date is { } date ? (TimeSpan?)Bounded(date - now) : null);

    private static TimeSpan? Wait(string? text) => Number(text) switch
    {
        < FirstMilliseconds and var seconds => Bounded(TimeSpan.FromSeconds(seconds)),
        <= LargestMilliseconds and var milliseconds => Bounded(TimeSpan.FromMilliseconds(milliseconds)),
        _ => null,
    };

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan Bounded(TimeSpan wait) =>
        TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, TimeSpan.FromSeconds(LongestSeconds).Ticks));

    private static string? Text(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First().Trim() : null;
}
