using System.Text.Json;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Errors;

/// <summary>Every text from outside that becomes a part of a message is safe.</summary>
public sealed class OutsideTextTests
{
    private const string Hostile = "a\u001b[31m\nerror: forged\u202e<{%fg 1%}>s3cret-for-test\u200b";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int, string> Answered => new()
    {
        { 400, $$"""{"message":{{Json(Hostile)}},"error":"BadRequest","reqId":"r"}""" },
        { 422, $$"""{"message":[{"path":[{{Json(Hostile)}}],"message":{{Json(Hostile)}}}],"error":"E"}""" },
        { 500, $$"""{"message":"m","error":{{Json(Hostile)}},"reqId":{{Json(Hostile)}}}""" },
        { 502, $"<html><title>{Hostile}</title>" },
        { 400, Hostile },
    };

    [Theory]
    [MemberData(nameof(Answered))]
    public async Task A_text_of_the_server_is_one_line_without_secrets_and_terminal_sequences(int status, string body)
    {
        using var client = Clients.Answering(() => Answers.Text(status, body));

        AssertSafe(await CreateAsync(client));
    }

    [Theory]
    [InlineData("message")]
    [InlineData("error")]
    [InlineData("reqId")]
    public async Task A_long_text_of_the_server_is_cut(string member)
    {
        var texts = new Dictionary<string, string> { ["message"] = "m", ["error"] = "e", ["reqId"] = "r" };
        texts[member] = new string('x', 500_000);
        using var client = Clients.Answering(() => Answers.Text(400, JsonSerializer.Serialize(texts)));

        var failure = await CreateAsync(client);

        Assert.Contains("x…", failure.Message, StringComparison.Ordinal);
        Assert.InRange(failure.Message.Length, 100, 2200);
    }

    [Fact]
    public async Task The_target_of_a_redirect_is_safe()
    {
        using var client = Clients.Answering(
            () => Answers.Text(302, "").With("Location", "https://user:pw@other\u202e.test/s3cret-for-test"));

        var failure = await CreateAsync(client);

        AssertSafe(failure);
        Assert.DoesNotContain("pw", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpRequestError.ProxyTunnelError)]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    [InlineData(HttpRequestError.InvalidResponse)]
    public async Task A_text_of_the_HTTP_library_does_not_show_the_password_of_a_proxy(HttpRequestError error)
    {
        const string Text = "The proxy tunnel request to proxy 'http://me:hunter22%21@proxy:3128/' failed.";
        var options = Clients.Options with
        {
            TimeProvider = new ImmediateTime(),
            OtherSecrets = ["hunter22!"],
        };
        using var client = new InfisicalClient(
            options,
            new StubServer(Task<HttpResponseMessage> (_) => throw new HttpRequestException(error, Text + Hostile)));

        var failure = await CreateAsync(client);

        AssertSafe(failure);
        Assert.DoesNotContain("hunter22", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_message_of_a_rotation_does_not_show_the_credentials_of_the_client()
    {
        using var client = Clients.Answering(() => Answers.Json(
            200,
            $$$"""{"secretRotation":{"id":"{{{Answers.RotationId}}}","lastRotationMessage":"with s3cret-for-test"}}"""));

        var rotation = await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Equal("with [secret]", rotation!.LastRotationMessage);
    }

    private static void AssertSafe(ApiException failure)
    {
        Assert.DoesNotContain("s3cret-for-test", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[\p{C}\u2028\u2029]|<\{%", failure.Message);
    }

    private static Task<ApiException> CreateAsync(InfisicalClient client) => Assert.ThrowsAsync<ApiException>(
        () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

    private static string Json(string text) => JsonSerializer.Serialize(text);
}
