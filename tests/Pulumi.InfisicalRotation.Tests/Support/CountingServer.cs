using System.Globalization;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>
/// Answers within limits, as the cloud does: fixed windows of 60 seconds that begin with their first request.
/// </summary>
/// <param name="limits">From a request to its counter's name and limit; null for a request that is not counted.</param>
internal sealed class CountingServer(TimeProvider time, Func<Arrived, (string Counter, int Limit)?> limits)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DateTimeOffset Start, int Count)> _counters = [];

    public int Refused { get; private set; }

    public HttpResponseMessage Count(Arrived request, Func<HttpResponseMessage> answer)
    {
        if (limits(request) is not { } limit)
        {
            return answer();
        }

        lock (_gate)
        {
            var now = time.GetUtcNow();
            var (start, count) = _counters.GetValueOrDefault(limit.Counter);
            (start, count) = now - start >= Length ? (now, 1) : (start, count + 1);
            _counters[limit.Counter] = (start, count);
            Refused += count > limit.Limit ? 1 : 0;
            var reset = Text(Math.Ceiling((start + Length - now).TotalSeconds));
            return (count > limit.Limit ? Answers.TooMany(reset) : answer())
                .With("x-ratelimit-limit", Text(limit.Limit))
                .With("x-ratelimit-remaining", Text(Math.Max(0, limit.Limit - count)))
                .With("x-ratelimit-reset", reset);
        }
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
