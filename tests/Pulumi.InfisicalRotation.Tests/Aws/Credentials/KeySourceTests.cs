using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Aws.Credentials;

/// <summary>When keys are looked up again. The clock of AWS decides about temporary ones.</summary>
public sealed class KeySourceTests
{
    private static readonly AwsSettings WithRole = AwsClients.FixedKeys with
    {
        RoleArn = "arn:aws:iam::123456789012:role/infisical-rotator",
    };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 10, 15, 0, TimeSpan.Zero));
    private int _lent;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(8)]
    [InlineData(0)]
    [InlineData(-8)]
    public async Task Temporary_keys_are_used_until_they_end_on_the_clock_of_AWS(int minutesAhead)
    {
        using var stub = new StubServer(request => Accepting(request, TimeSpan.FromMinutes(minutesAhead)));
        using var aws = AwsClients.Of(stub, WithRole, _time);

        var used = new List<int>();
        for (var minute = 0; minute < 16; minute++)
        {
            await aws.Iam.ListAccessKeys("ci-bot", Cancelled);
            used.Add(_lent);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([.. Enumerable.Repeat(1, 14), 2, 2], used);
        Assert.Equal(2 + 16, stub.Requests.Count);
    }

    [Theory]
    [InlineData("ExpiredToken")]
    [InlineData("InvalidClientTokenId")]
    public async Task Keys_that_AWS_refuses_are_looked_up_again_and_the_request_is_repeated_once(string code)
    {
        using var stub = new StubServer(request => IsRequestFor(request, "AssumeRole") ? Lend(TimeSpan.Zero)
            : request.Headers["x-amz-security-token"] == "lent-1" ? AwsClients.Error(403, code, "no")
            : AwsClients.NoKeys());
        using var aws = AwsClients.Of(stub, WithRole, _time);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => aws.Iam.ListAccessKeys("ci-bot", Cancelled)));
        await aws.Iam.ListAccessKeys("ci-bot", Cancelled);

        Assert.Equal(2, _lent);
    }

    [Fact]
    public async Task New_keys_that_are_refused_too_are_reported()
    {
        using var stub = new StubServer(request => IsRequestFor(request, "AssumeRole")
            ? Lend(TimeSpan.Zero)
            : AwsClients.Error(403, "ExpiredToken", "no"));
        using var aws = AwsClients.Of(stub, WithRole, _time);

        var fault = await Assert.ThrowsAsync<AwsException>(() => aws.Iam.ListAccessKeys("ci-bot", Cancelled));

        Assert.Equal(AwsErrorKind.CredentialsRefused, fault.Kind);
        Assert.Equal((2, 4), (_lent, stub.Requests.Count));
    }

    [Fact]
    public async Task Fixed_keys_are_refused_once()
    {
        using var stub = new StubServer(_ => AwsClients.Error(403, "InvalidClientTokenId", "no"));
        using var aws = AwsClients.Of(stub, time: _time);

        await Assert.ThrowsAsync<AwsException>(() => aws.Iam.ListAccessKeys("ci-bot", Cancelled));

        Assert.Single(stub.Requests);
    }

    /// <summary>AWS, whose clock is ahead of this machine's.</summary>
    private HttpResponseMessage Accepting(Arrived request, TimeSpan ahead)
    {
        var answer = IsRequestFor(request, "AssumeRole") ? Lend(ahead) : AwsClients.NoKeys();
        answer.Headers.Date = _time.GetUtcNow() + ahead;
        return answer;
    }

    private HttpResponseMessage Lend(TimeSpan ahead)
    {
        var number = Interlocked.Increment(ref _lent);
        var end = (_time.GetUtcNow() + ahead).AddMinutes(15).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return AwsClients.Result(
            "AssumeRole",
            $"<Credentials><AccessKeyId>ASIALENT{number}</AccessKeyId><SecretAccessKey>lent</SecretAccessKey>"
            + $"<SessionToken>lent-{number}</SessionToken><Expiration>{end}</Expiration></Credentials>");
    }

    private static bool IsRequestFor(Arrived request, string action) =>
        request.Body!.StartsWith($"Action={action}&", StringComparison.Ordinal);
}
