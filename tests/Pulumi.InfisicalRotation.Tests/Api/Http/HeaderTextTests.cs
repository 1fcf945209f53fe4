using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Http;

/// <summary>What becomes a header is printable ASCII without spaces, or nothing is sent.</summary>
public sealed class HeaderTextTests
{
    public static TheoryData<string> Unusable =>
        ["a\r\nx-evil: 1", "a\nb", "a\rb", "a b", "a\tb", "a\0b", "a\u007fb", "caf\u00e9", "a\u2028b", "a\u202eb", "😀"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task A_token_that_would_change_the_headers_is_not_sent(string token)
    {
        using var server = new StubServer(_ => Answers.Rotation());
        using var client = new InfisicalClient(
            Clients.Options with { Credentials = new Credentials.Token(token) }, server);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

        Assert.Equal((ApiFailure.NotConfigured, false), (failure.Failure, failure.IsOutcomeUnknown));
        Assert.DoesNotContain(token, failure.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task A_slug_that_would_change_the_headers_is_not_sent(string slug)
    {
        using var server = new StubServer(_ => Answers.Login());
        using var client = new InfisicalClient(Clients.Options with { OrganizationSlug = slug }, server);

        await Assert.ThrowsAsync<ApiException>(() => client.GetRotationAsync(Clients.Type, "r1", Cancellation));

        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("a\\r\\nx-evil: 1")]
    [InlineData("a b")]
    [InlineData("")]
    public async Task A_token_of_the_server_that_would_change_the_headers_is_an_unreadable_answer(string token)
    {
        using var server = new StubServer(
            request => request.IsLogin ? Answers.Login(token) : Answers.Rotation());
        using var client = Clients.For(server);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

        Assert.Equal((ApiFailure.Broken, true, false), (failure.Failure, failure.IsLogin, failure.IsOutcomeUnknown));
        Assert.Empty(server.Calls);
    }
}
