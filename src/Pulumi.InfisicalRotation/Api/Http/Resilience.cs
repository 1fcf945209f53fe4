using Polly;
using Polly.Retry;
using Pulumi.InfisicalRotation.Api.Errors;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>
/// What is sent again, and when. A changing request is repeated only where the server certainly did not carry it out: it refused to
/// count it (429), or never got it. Reading may be repeated after anything that passes.
/// </summary>
internal static class Resilience
{
    // A server that hangs would otherwise hold a preview for minutes.
    private const int MostAfterTimeOut = 2;

    // Whether a gateway passed it on is not known, and three wrong logins lock the identity.
    private const int MostForLogin = 1;

    // A server that asks for no wait at all would be asked without a pause.
    private static readonly TimeSpan ShortestTold = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan[] AfterUnreachable = [TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1)];

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <param name="isForLogin">A login that failed for good is not repeated by the calls that needed it.</param>
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
                arguments.Outcome.Exception is ApiException failure && failure.IsLogin == isForLogin && IsWorthAnother(failure, arguments.AttemptNumber)),
            DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(
                Wait((ApiException)arguments.Outcome.Exception!, arguments.AttemptNumber, options.Jitter)),
        }).Build();
    }

    /// <param name="repeats">How often it has been repeated already.</param>
    private static bool IsWorthAnother(ApiException failure, int repeats) => failure switch
    {
        { Status: 429 } => true,
        { Failure: ApiFailure.Unreachable } => repeats < AfterUnreachable.Length,
        { IsLogin: true, Status: 502 or 503 or 504 } => repeats < MostForLogin,
        { IsWrite: true } or { IsLogin: true } => false,
        { Failure: ApiFailure.TimedOut } => repeats < MostAfterTimeOut,
        { Status: 502 or 503 or 504 } => true,
        { Failure: ApiFailure.Broken } => failure.Status is null or (>= 200 and <= 299),
        _ => false,
    };

    private static TimeSpan Wait(ApiException failure, int repeats, Random jitter) => failure switch
    {
        { RetryAfter: { } told } when told >= ShortestTold => told,
        { Failure: ApiFailure.Unreachable } => AfterUnreachable[Math.Min(repeats, AfterUnreachable.Length - 1)],
        _ => Exponential(repeats) * Share(jitter),
    };

    private static TimeSpan Exponential(int repeats) => TimeSpan.FromTicks(Math.Min(Longest.Ticks, Shortest.Ticks << Math.Min(repeats, 16)));

    // Between half and all of the wait. A seeded source is not safe for several callers at once.
    private static double Share(Random jitter)
    {
        lock (jitter)
        {
            return 0.5 + (jitter.NextDouble() / 2);
        }
    }
}
