using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session.Logins;

public sealed class AwsProofTests
{
    [Fact]
    public async Task A_profile_that_is_missing_is_named_and_nothing_is_sent()
    {
        var login = LoginCases.Of("aws");
        var settings = (login with { Block = login.Block.With("profile", "no-such-profile") }).Configured();
        using var server = new StubServer(_ => Answers.Rotation());
        using var client = login.Client(settings, server);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, Answers.RotationId, TestContext.Current.CancellationToken));

        Assert.Contains("The AWS profile \"no-such-profile\" was not found", failure.Message, StringComparison.Ordinal);
        Assert.Contains("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", failure.WithAdvice(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Half_of_the_keys_is_named()
    {
        var login = LoginCases.Of("aws");
        using var server = new StubServer(_ => Answers.Rotation());
        using var client = login.Client(
            (login with { Surroundings = login.Surroundings.Remove("AWS_SECRET_ACCESS_KEY") }).Configured(), server);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, Answers.RotationId, TestContext.Current.CancellationToken));

        Assert.Contains("AWS_SECRET_ACCESS_KEY is not", failure.Message, StringComparison.Ordinal);
    }
}
