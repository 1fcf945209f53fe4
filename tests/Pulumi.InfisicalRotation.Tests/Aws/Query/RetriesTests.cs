using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Aws.Query;

public sealed class RetriesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unreachable_AWS_fails_the_calls_of_the_next_seconds_without_a_request()
    {
        var time = new QuickTime();
        using var stub = new StubServer(
            Task<HttpResponseMessage> (_) => throw new HttpRequestException(HttpRequestError.ConnectionError));
        using var aws = AwsClients.Of(stub, time: time);
        await Assert.ThrowsAsync<AwsException>(() => aws.Iam.ListAccessKeys("ci-bot", Cancelled));
        Assert.Equal(2, stub.Requests.Count);

        var fault = await Assert.ThrowsAsync<AwsException>(() => aws.Iam.GetUser("deploy-bot", Cancelled));
        Assert.Equal((AwsErrorKind.Unreachable, 2), (fault.Kind, stub.Requests.Count));

        time.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<AwsException>(() => aws.Iam.GetUser("deploy-bot", Cancelled));
        Assert.Equal(4, stub.Requests.Count);
    }

    [Fact]
    public async Task IAM_is_read_where_STS_is_unreachable()
    {
        using var stub = new StubServer(request => request.Body!.Contains("GetCallerIdentity", StringComparison.Ordinal)
            ? throw new HttpRequestException(HttpRequestError.ConnectionError)
            : AwsClients.NoKeys());
        using var aws = AwsClients.Of(stub, time: new QuickTime());
        await Assert.ThrowsAsync<AwsException>(() => aws.GetCallerIdentity(Cancelled));

        Assert.Empty(await aws.Iam.ListAccessKeys("ci-bot", Cancelled));
    }
}
