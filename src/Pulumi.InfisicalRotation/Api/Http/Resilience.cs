using Polly;
using Polly.Retry;
using Pulumi.InfisicalRotation.Api.Errors;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>
/// Decides which requests are retried, and when. A write is retried only where the server certainly did not carry it
/// out: it refused it by its rate limit (429), or never received it. A read is retried after every temporary failure, and
/// so is a login: it changes nothing, and one that was refused is never retried.
/// </summary>
internal static class Resilience
{
    // A server that hangs would otherwise hold up a preview for minutes.
    private const int MaxAfterTimeout = 2;

    // The server may have failed for a moment, or the service behind the login method refused the proof.
    private const int MaxAfterProof = 2;

    // A server that asks for no wait would otherwise be asked without a pause.
    private static readonly TimeSpan ShortestRetryAfter = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan[] AfterUnreachable =
        [TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1)];

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The pipeline that retries.</summary>
    /// <param name="options">The limits and the clock.</param>
    /// <param name="isForLogin">
    /// Whether the pipeline retries logins or the other requests. A failed login is not retried by the requests that
    /// need it.
    /// </param>
    public static ResiliencePipeline Pipeline(InfisicalOptions options, bool isForLogin)
    {
        if (options.MaxRetries < 1)
        {
            return ResiliencePipeline.Empty;
        }

        var builder = new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider };
        return builder.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = options.MaxRetries,
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is ApiException failure
                && failure.IsLogin == isForLogin
                && IsRetried(failure, arguments.AttemptNumber)),
            DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(
                Wait((ApiException)arguments.Outcome.Exception!, arguments.AttemptNumber, options.Jitter)),
            OnRetry = arguments =>
            {
                options.Notify(ApiNotice.RetryAfter(options.Host.Authority, arguments.RetryDelay));
                return default;
            },
        }).Build();
    }

    /// <param name="failure">The failure.</param>
    /// <param name="retries">How often the request was retried before.</param>
    private static bool IsRetried(ApiException failure, int retries) => failure switch
    {
        { Status: 429 } => true,
        { Failure: ApiFailure.Unreachable } => retries < AfterUnreachable.Length,
        { IsWrite: true, IsLogin: false } => false,
        { Failure: ApiFailure.TimedOut } => retries < MaxAfterTimeout,
        { Status: 408 or 502 or 503 or 504 } => true,
        { IsLogin: true, HasProof: true, LocksOut: false, Status: 500 } => retries < MaxAfterProof,
        { IsTooLarge: true } => false,
        { Failure: ApiFailure.Broken } => failure.Status is null or (>= 200 and <= 299),
        _ => false,
    };

    private static TimeSpan Wait(ApiException failure, int retries, Random jitter) => failure switch
    {
        { RetryAfter: { } wait, Status: 429 } when wait >= ShortestRetryAfter => wait,

        // A server in maintenance asks for minutes; a preview must not wait for all of it.
        { RetryAfter: { } wait } when wait >= ShortestRetryAfter => wait < Longest ? wait : Longest,
        { Failure: ApiFailure.Unreachable } => AfterUnreachable[Math.Min(retries, AfterUnreachable.Length - 1)],
        _ => Exponential(retries) * Share(jitter),
    };

    private static TimeSpan Exponential(int retries) =>
        TimeSpan.FromTicks(Math.Min(Longest.Ticks, Shortest.Ticks << Math.Min(retries, 16)));

    // Between half of the wait and all of it. A seeded source is not thread-safe.
    private static double Share(Random jitter)
    {
        lock (jitter)
        {
            return 0.5 + (jitter.NextDouble() / 2);
        }
    }
}
