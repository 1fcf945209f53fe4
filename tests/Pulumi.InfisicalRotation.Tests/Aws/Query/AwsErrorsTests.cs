using System.Security.Authentication;
using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Aws.Query;

public sealed class AwsErrorsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_innermost_cause_of_an_unreachable_AWS_is_reported()
    {
        using var stub = new StubServer(Task<HttpResponseMessage> (_) => throw new HttpRequestException(
            HttpRequestError.SecureConnectionError,
            "The SSL connection could not be established, see inner exception.",
            new AuthenticationException("The certificate is not trusted")));
        using var aws = AwsClients.Of(stub);

        var fault = await Assert.ThrowsAsync<AwsException>(() => aws.Iam.ListAccessKeys("ci-bot", Cancelled));

        Assert.EndsWith(" for ListAccessKeys: The certificate is not trusted.", fault.Message, StringComparison.Ordinal);
    }
}
