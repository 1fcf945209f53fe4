using Pulumi.InfisicalRotation.Api.Pacing;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Pacing;

public sealed class RateLimitTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 1, 10, 15, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("59", 59)]
    [InlineData("0", 0)]
    [InlineData("300", 300)]
    [InlineData("301", 300)]
    [InlineData("600", 300)]
    [InlineData("9999", 300)]
    [InlineData("10000", 10)]
    [InlineData("59000", 59)]
    [InlineData("300000", 300)]
    [InlineData("600000", 300)]
    [InlineData("Sat, 01 Aug 2026 10:14:00 GMT", 0)]
    [InlineData("Sat, 01 Aug 2026 10:15:30 GMT", 30)]
    [InlineData("Sun, 01 Aug 2027 10:15:30 GMT", 300)]
    public void A_wait_is_seconds_or_old_milliseconds_or_a_date(string retryAfter, double seconds)
    {
        using var answer = Answers.TooMany(retryAfter);

        Assert.Equal(TimeSpan.FromSeconds(seconds), RateLimit.RetryAfter(answer.Headers, Now));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("1785579300")]
    [InlineData("99999999999999999999")]
    public void A_number_that_cannot_be_a_wait_is_ignored(string retryAfter)
    {
        using var answer = Answers.TooMany(retryAfter);

        Assert.Null(RateLimit.RetryAfter(answer.Headers, Now));
    }

    [Fact]
    public void A_limit_needs_both_headers()
    {
        using var whole = Answers.NoRotations()
            .With("x-ratelimit-limit", "90")
            .With("x-ratelimit-remaining", "12")
            .With("x-ratelimit-reset", "33");
        using var half = Answers.NoRotations().With("x-ratelimit-remaining", "12");

        Assert.Equal(new RateLimit(12, TimeSpan.FromSeconds(33)), RateLimit.Read(whole.Headers));
        Assert.Null(RateLimit.Read(half.Headers));
    }
}
