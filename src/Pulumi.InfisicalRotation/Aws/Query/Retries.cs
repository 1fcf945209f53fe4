using System.Collections.Concurrent;
using Polly;
using Polly.Retry;

namespace Pulumi.InfisicalRotation.Aws.Query;

/// <summary>
/// Repeats what AWS refused because of its rate, or could not answer. After a request found a service unreachable, the
/// others fail with it for some seconds: the checks of 200 users must not each wait for the same outage. IAM may still
/// work where STS cannot be reached.
/// </summary>
internal sealed class Retries
{
    private const int AfterThrottling = 5;

    private const int AfterOutage = 1;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan OutageTime = TimeSpan.FromSeconds(10);

    private readonly AwsOptions _options;
    private readonly ResiliencePipeline _pipeline;
    private readonly ConcurrentDictionary<string, Outage> _outages = new(StringComparer.Ordinal);

    public Retries(AwsOptions options)
    {
        _options = options;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = AfterThrottling,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is AwsException fault
                    && arguments.AttemptNumber < LimitFor(fault.Kind)),
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(Wait(arguments.AttemptNumber)),
            })
            .Build();
    }

    public async Task<T> Run<T>(string service, Func<CancellationToken, Task<T>> send, CancellationToken cancelled)
    {
        if (_outages.TryGetValue(service, out var outage) && _options.TimeProvider.GetUtcNow() < outage.Until)
        {
            throw new AwsException(outage.Fault.Kind, outage.Fault.Action, outage.Fault.Message, outage.Fault);
        }

        try
        {
            return await _pipeline.ExecuteAsync(async token => await send(token), cancelled);
        }
        catch (AwsException fault) when (fault.Kind == AwsErrorKind.Unreachable)
        {
            _outages[service] = new Outage(fault, _options.TimeProvider.GetUtcNow() + OutageTime);
            throw;
        }
    }

    private static int LimitFor(AwsErrorKind kind) => kind switch
    {
        AwsErrorKind.Throttled => AfterThrottling,
        AwsErrorKind.Unreachable => AfterOutage,
        _ => 0,
    };

    /// <summary>Between half of the wait and all of it. A seeded source is not thread-safe.</summary>
    private TimeSpan Wait(int retries)
    {
        lock (_options.Jitter)
        {
            var wait = TimeSpan.FromTicks(Math.Min(Longest.Ticks, Shortest.Ticks << retries));
            return wait * (0.5 + (_options.Jitter.NextDouble() / 2));
        }
    }

    private sealed record Outage(AwsException Fault, DateTimeOffset Until);
}
