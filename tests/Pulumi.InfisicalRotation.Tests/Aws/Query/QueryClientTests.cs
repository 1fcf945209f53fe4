using Infisical.Emulator;
using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Aws.Query;

/// <summary>Requests, responses and failures, without regard to a single action.</summary>
public sealed class QueryClientTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "iam.amazonaws.com", "us-east-1", "sts.us-east-1.amazonaws.com", "us-east-1")]
    [InlineData("eu-west-1", "iam.amazonaws.com", "us-east-1", "sts.eu-west-1.amazonaws.com", "eu-west-1")]
    [InlineData("cn-northwest-1", "iam.cn-north-1.amazonaws.com.cn", "cn-north-1", "sts.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1")]
    [InlineData("us-gov-east-1", "iam.us-gov.amazonaws.com", "us-gov-west-1", "sts.us-gov-east-1.amazonaws.com", "us-gov-east-1")]
    public async Task The_region_decides_endpoint_and_signature(
        string? region, string iam, string iamRegion, string sts, string stsRegion)
    {
        var hosts = new List<string>();
        using var network = new Observer(message => hosts.Add(
            $"{message.RequestUri!.Host} {message.Headers.Authorization!.Parameter!.Split('/')[2]}"));
        using var aws = new AwsClient(AwsClients.Options(AwsClients.FixedKeys with { Region = region }), network);

        await aws.Iam.ListAccessKeys("ci-bot", Cancelled);
        await aws.GetCallerIdentity(Cancelled);

        Assert.Equal([$"{iam} {iamRegion}", $"{sts} {stsRegion}"], hosts);
    }

    [Theory]
    [InlineData("AWS_REGION")]
    [InlineData("AWS_DEFAULT_REGION")]
    public async Task The_region_can_come_from_the_environment(string variable)
    {
        var hosts = new List<string>();
        using var network = new Observer(message => hosts.Add(message.RequestUri!.Host));
        using var aws = new AwsClient(
            AwsClients.Options(AwsClients.FixedKeys, null, (variable, "eu-central-1")), network);

        await aws.GetCallerIdentity(Cancelled);

        Assert.Equal(["sts.eu-central-1.amazonaws.com"], hosts);
    }

    [Fact]
    public async Task Throttling_is_waited_for()
    {
        await using var server = await AwsClients.Server();
        server.Faults.OnAws("ListAccessKeys", Fault.AwsThrottling, times: 3);
        using var aws = AwsClients.Of(server);

        Assert.Empty(await aws.Iam.ListAccessKeys("ci-bot", Cancelled));

        Assert.Equal(4, server.Requests.All.Length);
    }

    [Fact]
    public async Task Throttling_without_an_end_is_reported_after_growing_waits()
    {
        var time = new ImmediateTime();
        using var stub = new StubServer(_ => AwsClients.Error(400, "Throttling", "Rate exceeded"));
        using var aws = AwsClients.Of(stub, time: time);

        var fault = await Assert.ThrowsAsync<AwsException>(() => aws.Iam.ListAccessKeys("ci-bot", Cancelled));

        Assert.Equal(AwsErrorKind.Throttled, fault.Kind);
        Assert.Equal(6, stub.Requests.Count);
        Assert.InRange(time.Waits.Where(wait => wait < TimeSpan.FromSeconds(60)).Sum(wait => wait.TotalSeconds), 4, 15);
    }

    [Fact]
    public async Task A_wait_for_throttling_ends_when_the_call_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        using var stub = new StubServer(_ =>
        {
            cancelled.Cancel();
            return AwsClients.Error(400, "Throttling", "Rate exceeded");
        });
        using var aws = AwsClients.Of(stub, time: TimeProvider.System);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => aws.Iam.ListAccessKeys("ci-bot", cancelled.Token));
    }

    [Fact]
    public async Task At_most_eight_requests_run_at_a_time()
    {
        var (running, most) = (0, 0);
        var gate = new TaskCompletionSource();
        using var stub = new StubServer(async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            if (running == 8)
            {
                gate.TrySetResult();
            }

            await gate.Task;
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return AwsClients.NoKeys();
        });
        using var aws = AwsClients.Of(stub);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => aws.Iam.ListAccessKeys("ci-bot", Cancelled)));

        Assert.Equal((8, 40), (most, stub.Requests.Count));
    }

    [Fact]
    public async Task A_response_that_does_not_come_is_a_timeout()
    {
        using var stub = new StubServer(async _ =>
        {
            await Task.Delay(Timeout.Infinite, Cancelled);
            return AwsClients.NoKeys();
        });
        var options = AwsClients.Options(AwsClients.FixedKeys) with { RequestTimeout = TimeSpan.FromSeconds(1) };
        using var aws = new AwsClient(options, stub);

        var fault = await Assert.ThrowsAsync<AwsException>(() => aws.Iam.ListAccessKeys("ci-bot", Cancelled));

        Assert.Equal(AwsErrorKind.Unreachable, fault.Kind);
        Assert.Contains("did not answer ListAccessKeys within 1 seconds", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "<html>a page</html>", AwsErrorKind.Other)]
    [InlineData(200, "not xml", AwsErrorKind.Other)]
    [InlineData(302, "", AwsErrorKind.Other)]
    [InlineData(503, "<html>unavailable</html>", AwsErrorKind.Unreachable)]
    [InlineData(200, "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><x>&e;</x>", AwsErrorKind.Other)]
    public async Task A_response_of_something_else_is_no_result(int status, string body, object kind)
    {
        using var stub = new StubServer(_ => Answers.Text(status, body, "text/html"));
        using var aws = AwsClients.Of(stub);

        var fault = await Assert.ThrowsAsync<AwsException>(() => aws.Iam.ListAccessKeys("ci-bot", Cancelled));

        Assert.Equal(kind, fault.Kind);
        Assert.Contains("is not one of AWS", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_without_an_end_is_not_read()
    {
        using var stub = new StubServer(_ => Answers.Text(200, new string('x', 5 * 1024 * 1024), "text/xml"));
        using var aws = AwsClients.Of(stub);

        var fault = await Assert.ThrowsAsync<AwsException>(() => aws.Iam.ListAccessKeys("ci-bot", Cancelled));

        Assert.EndsWith(
            "to ListAccessKeys is larger than any response of AWS.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "InvalidClientTokenId", AwsErrorKind.CredentialsRefused)]
    [InlineData(403, "ExpiredToken", AwsErrorKind.CredentialsRefused)]
    [InlineData(403, "AccessDenied", AwsErrorKind.AccessDenied)]
    [InlineData(429, "Anything", AwsErrorKind.Throttled)]
    [InlineData(500, "InternalFailure", AwsErrorKind.Unreachable)]
    [InlineData(400, "ValidationError", AwsErrorKind.Other)]
    public async Task The_code_of_AWS_decides_the_kind(int status, string code, object kind)
    {
        using var stub = new StubServer(_ => AwsClients.Error(status, code, "reason"));
        using var aws = AwsClients.Of(stub);

        var fault = await Assert.ThrowsAsync<AwsException>(() => aws.Iam.ListAccessKeys("ci-bot", Cancelled));

        Assert.Equal((kind, code), (fault.Kind, fault.Code));
        Assert.Contains($"AWS refused ListAccessKeys ({status}, {code}): reason.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SignatureDoesNotMatch")]
    [InlineData("Other")]
    public async Task No_message_contains_a_secret_or_a_control_character(string code)
    {
        var settings = AwsClients.FixedKeys with { SessionToken = "s3cret-token" };
        using var stub = new StubServer(_ => AwsClients.Error(
            403, code, $"string to sign:&#10;x-amz-security-token:s3cret-token {AwsClients.FixedKeys.SecretAccessKey} &#x9b;31m"));
        using var aws = AwsClients.Of(stub, settings);

        var fault = await Assert.ThrowsAsync<AwsException>(() => aws.Iam.ListAccessKeys("ci-bot", Cancelled));

        Assert.DoesNotContain("s3cret", fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(fault.Message, char.IsControl);
        Assert.DoesNotContain("s3cret", settings.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\"s3cret/key\"", "a%22s3cret%2Fkey%22")]
    [InlineData("a\"s3cret/key\"", "a&amp;quot;s3cret/key&amp;quot;")]
    [InlineData("a\"s3cret/key\"", "a\\&quot;s3cret/key\\&quot;")]
    public async Task A_secret_in_another_form_is_redacted_too(string secret, string quoted)
    {
        using var stub = new StubServer(_ => AwsClients.Error(400, "ValidationError", $"quoted: {quoted}"));
        using var aws = AwsClients.Of(stub, AwsClients.FixedKeys with { SecretAccessKey = secret });

        var fault = await Assert.ThrowsAsync<AwsException>(() => aws.Iam.ListAccessKeys("ci-bot", Cancelled));

        Assert.EndsWith("quoted: [secret].", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_at_the_place_where_a_text_is_cut_is_redacted()
    {
        using var stub = new StubServer(_ => AwsClients.Error(
            400, "ValidationError", new string('x', 480) + " " + AwsClients.FixedKeys.SecretAccessKey));
        using var aws = AwsClients.Of(stub);

        var fault = await Assert.ThrowsAsync<AwsException>(() => aws.Iam.ListAccessKeys("ci-bot", Cancelled));

        Assert.DoesNotContain("s3cret", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eu west:1 s3cret")]
    [InlineData("s3cret@/x")]
    [InlineData("[s3cret")]
    public async Task A_request_that_cannot_be_composed_fails_without_quoting_its_parts(string region)
    {
        using var stub = new StubServer(HttpResponseMessage (_) => throw new InvalidOperationException("s3cret"));
        using var aws = new AwsClient(AwsClients.Options(AwsClients.FixedKeys, null, ("AWS_REGION", region)), stub);

        foreach (var call in (Func<Task>[])
            [() => aws.GetCallerIdentity(Cancelled), () => aws.Iam.ListAccessKeys("ci-bot", Cancelled)])
        {
            var fault = await Assert.ThrowsAsync<AwsException>(call);

            Assert.Equal(AwsErrorKind.Other, fault.Kind);
            Assert.Contains("could not be requested of AWS", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", fault.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_wrong_clock_of_this_machine_is_corrected_by_the_time_of_AWS()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 10, 15, 0, TimeSpan.Zero));
        var signed = new List<string>();
        using var stub = new StubServer(request =>
        {
            signed.Add(request.Headers["x-amz-date"]);
            var answer = signed.Count == 1 ? AwsClients.Error(403, "SignatureDoesNotMatch", "expired") : AwsClients.NoKeys();
            answer.Headers.Date = time.GetUtcNow().AddHours(2);
            return answer;
        });
        using var aws = AwsClients.Of(stub, time: time);

        await aws.Iam.ListAccessKeys("ci-bot", Cancelled);

        Assert.StartsWith("20260801T1015", signed[0], StringComparison.Ordinal);
        Assert.StartsWith("20260801T1215", signed[1], StringComparison.Ordinal);
        Assert.Equal(120, (aws.Now - time.GetUtcNow()).TotalMinutes, 1);
    }

    [Fact]
    public async Task Without_a_region_a_request_goes_to_the_partition_of_the_ARNs()
    {
        var hosts = new List<string>();
        using var network = new Observer(message => hosts.Add(message.RequestUri!.Host));
        using var aws = new AwsClient(
            AwsClients.Options(
                AwsClients.FixedKeys with { RotatorArn = "arn:aws-us-gov:iam::123456789012:role/infisical" }),
            network);

        await aws.Iam.ListAccessKeys("ci-bot", Cancelled);
        await aws.GetCallerIdentity(Cancelled);

        Assert.Equal(["iam.us-gov.amazonaws.com", "sts.us-gov-west-1.amazonaws.com"], hosts);
    }

    /// <summary>Answers both actions of these tests and shows the messages.</summary>
    private sealed class Observer(Action<HttpRequestMessage> see) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            see(request);
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            return body.Contains("GetCallerIdentity", StringComparison.Ordinal)
                ? AwsClients.Result("GetCallerIdentity", "<Account>1</Account><Arn>a</Arn>")
                : AwsClients.NoKeys();
        }
    }
}
