using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Aws;

public sealed class SignedIdentityTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, "sts.us-east-1.amazonaws.com")]
    [InlineData(null, "eu-west-1", "sts.eu-west-1.amazonaws.com")]
    [InlineData("cn-north-1", "eu-west-1", "sts.cn-north-1.amazonaws.com.cn")]
    [InlineData("us-gov-west-1", null, "sts.us-gov-west-1.amazonaws.com")]
    public async Task The_region_decides_the_host_and_the_signature(string? configured, string? ambient, string host)
    {
        var request = await SignedIdentity.Make(
            AwsClients.Options(
                new AwsSettings { Region = configured },
                TimeProvider.System,
                ("AWS_ACCESS_KEY_ID", "AKIATEST"),
                ("AWS_SECRET_ACCESS_KEY", "s3cret"),
                ("AWS_REGION", ambient!)),
            Cancellation);

        Assert.Equal(host, request.Headers["Host"]);
        Assert.Contains($"/{host.Split('.')[1]}/sts/aws4_request", request.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("application/x-www-form-urlencoded; charset=utf-8", request.Headers["Content-Type"]);
        Assert.Equal("43", request.Headers["Content-Length"]);
        Assert.DoesNotContain("X-Amz-Security-Token", request.Headers.Keys);
    }

    [Fact]
    public async Task A_session_token_is_signed_and_secret()
    {
        var request = await SignedIdentity.Make(
            AwsClients.Options(
                new AwsSettings(),
                TimeProvider.System,
                ("AWS_ACCESS_KEY_ID", "AKIATEST"),
                ("AWS_SECRET_ACCESS_KEY", "s3cret"),
                ("AWS_SESSION_TOKEN", "t0ken")),
            Cancellation);

        Assert.Equal("t0ken", request.Headers["X-Amz-Security-Token"]);
        Assert.Contains("x-amz-security-token", request.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Contains("t0ken", request.Secrets);
        Assert.Contains("s3cret", request.Secrets);
        Assert.Contains(request.Headers["Authorization"], request.Secrets);
    }
}
