using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Api.Pacing;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Pacing;

/// <summary>
/// A request takes a while until it is counted, and another until its answer is back; both may reach into the next
/// window.
/// </summary>
public sealed class SlowServerPacingTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void No_request_is_refused_whatever_the_latency() =>
        Gen.Select(Gen.Int[1, 100], Gen.Int[1, 300], Gen.Int[0, 80], Gen.UInt).Sample(
            (limit, count, longest, seed) =>
                Run(limit, count, longest, seed) is { Refused: 0, Steps: var steps } &&
                    steps <= Bound(limit, count, longest),
            iter: 300);

    // Every window may cost its minute, the way of its first request, and a minute more where an answer that came very
    // late was taken for its own.
    private static int Bound(int limit, int count, int longest) =>
        ((count / limit) + 2) * ((2 * 62 * 4) + (4 * longest) + 8);

    private static (int Refused, int Steps) Run(int limit, int count, int longest, uint seed)
    {
        var time = new FakeTimeProvider();
        using var window = new RateWindow(time);
        var random = new Random((int)(seed & int.MaxValue));
        var tickets = Enumerable.Range(0, count).Select(_ => window.EnterAsync(isUrgent: false, Cancellation)).ToList();
        var travelling = new List<Travel>();
        var (refused, counted, start, steps) = (0, 0, DateTimeOffset.MinValue, 0);
        while (tickets.Count + travelling.Count > 0)
        {
            foreach (var ticket in tickets.Where(ticket => ticket.IsCompletedSuccessfully).ToList())
            {
                tickets.Remove(ticket);
                var arrives = steps + random.Next(longest + 1);
                travelling.Add(new Travel(ticket, arrives, arrives + random.Next(longest + 1)));
            }

            foreach (var arrival in travelling.Where(travel => travel.Arrives == steps))
            {
                var now = time.GetUtcNow();
                (start, counted) = now - start >= TimeSpan.FromSeconds(60) ? (now, 1) : (start, counted + 1);
                refused += counted > limit ? 1 : 0;
                arrival.Limit = new RateLimit(
                    Math.Max(0, limit - counted),
                    TimeSpan.FromSeconds(Math.Ceiling((start.AddSeconds(60) - now).TotalSeconds)));
            }

            foreach (var back in travelling.Where(travel => travel.Returns == steps).ToList())
            {
                travelling.Remove(back);
                window.Answered(
                    back.Ticket.Result,
                    new ApiAnswer { Status = 200, Body = default, Limit = back.Limit },
                    reportsThisLimit: true);
            }

            time.Advance(Step);
            steps++;
        }

        return (refused, steps);
    }

    private sealed record Travel(Task<RateTicket> Ticket, int Arrives, int Returns)
    {
        public RateLimit? Limit { get; set; }
    }
}
