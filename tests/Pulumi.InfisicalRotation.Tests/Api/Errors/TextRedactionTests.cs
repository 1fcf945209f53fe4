using System.Text;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Errors;

public sealed class TextRedactionTests
{
    private static readonly NewRotation WithPassword =
        Clients.Body with
        {
            TemporaryParameters =
                new() { ["login"] = new System.Text.Json.Nodes.JsonObject { ["password"] = "s3cret-once" } },
        };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Printed => [.. new object[]
    {
        new Credentials.Universal("c", "s3cret"),
        new Credentials.Token("s3cret"),
        Clients.Options with { EnvironmentCredentials = new Credentials.Token("s3cret") },
        WithPassword,
        new UniversalLoginBody("c", "s3cret", null, null),
        new LoginResponse("s3cret", 1),
        new Bearer("s3cret", new Credentials.Token("s3cret")),
        RotationRoutes.Create(Clients.Type, WithPassword),
        LoginRoutes.Universal(new Credentials.Universal("c", "s3cret"), null),
    }.Select(value => value.ToString()!)];

    [Theory]
    [MemberData(nameof(Printed))]
    public void Nothing_that_contains_a_secret_prints_it(string text) =>
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);

    public static TheoryData<int, string> Echoes => new()
    {
        { 400, """{"message":"bad SECRET","error":"BadRequest"}""" },
        { 422, """{"message":[{"path":["x"],"message":"got SECRET"}],"error":"ValidationFailure"}""" },
        { 500, """{"message":"SECRET","error":"InternalServerError"}""" },
        { 502, "<html><title>request was SECRET</title>SECRET</html>" },
        { 400, "you sent SECRET" },
        { 200, "SECRET" },
        { 200, """{"secretRotation":{"password":"SECRET"}}""" },
    };

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task A_secret_that_the_server_quotes_is_redacted(int status, string body)
    {
        foreach (var secret in new[] { "s3cret-for-test", "s3cret-once", "s3cret-token" })
        {
            using var server = new StubServer(request => request.IsLogin
                ? Answers.Login("s3cret-token")
                : Answers.Text(status, body.Replace("SECRET", secret, StringComparison.Ordinal), "application/json"));
            using var client = Clients.For(server);

            var failure = await Assert.ThrowsAsync<ApiException>(
                () => client.CreateRotationAsync(Clients.Type, WithPassword, Cancellation));

            Assert.DoesNotContain("s3cret", failure + failure.ServerText, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_secret_that_a_login_answer_quotes_is_redacted()
    {
        using var server = new StubServer(request => Answers.Text(400, request.Body!));
        using var client = Clients.For(server);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.CreateRotationAsync(Clients.Type, WithPassword, Cancellation));

        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_a_proxy_does_not_show_the_request()
    {
        using var client = Clients.Answering(() => Answers.Text(400, "refused: user ci-bot in /services"));

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

        Assert.Contains("(400, \"refused: user [secret] in [secret]\")", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the key abcd-1 of abcd", "abcd", "the key [secret]-1 of [secret]")]
    [InlineData("xabcdx", "abcd", "x[secret]x")]
    [InlineData("xabcx", "abc", "xabcx")]
    [InlineData("abc", "abc", "[secret]")]
    [InlineData("abc/abc", "abc", "[secret]/[secret]")]
    [InlineData("say abc.", "abc", "say [secret].")]
    [InlineData("abcx abc", "abc", "abcx [secret]")]
    [InlineData("xabc abc", "abc", "xabc [secret]")]
    [InlineData("1qa qa1 qa", "qa", "1qa qa1 [secret]")]
    [InlineData("xa-a-a", "a-a", "xa-[secret]")]
    [InlineData("Abcd", "abcd", "Abcd")]
    [InlineData("nothing", "", "nothing")]
    public void A_secret_is_redacted_and_a_short_one_only_as_a_whole_word(
        string text, string secret, string redacted) =>
        Assert.Equal(redacted, text.Without([secret]));

    [Fact]
    public void A_secret_inside_a_longer_one_does_not_expose_the_longer_one()
    {
        string[] secrets = ["hunter", "hunter-number-two", ""];

        Assert.Equal("[secret], [secret]", "hunter-number-two, hunter".Without(secrets));
        Assert.Equal("[secret], [secret]", "hunter-number-two, hunter".Without(secrets.Reverse()));
    }

    [Fact]
    public void Every_text_and_number_of_a_JSON_value_is_found_at_any_depth()
    {
        const string Json = """{"a":"one","b":{"c":["two",{"d":"three"},4,true,null]},"e":5}""";

        Assert.Equal(["one", "two", "three", "4", "5"], TextRedaction.Texts(JsonNode.Parse(Json)));
        Assert.Equal(["one", "two", "three", "4", "5"], TextRedaction.Texts(Encoding.UTF8.GetBytes(Json)));
        Assert.Empty(TextRedaction.Texts((byte[]?)null));
        Assert.Empty(TextRedaction.Texts((JsonNode?)null));
    }

    [Fact]
    public void Credentials_list_their_secret()
    {
        Assert.Equal(["s"], new Credentials.Universal("c", "s").Secrets);
        Assert.Equal(["t"], new Credentials.Token("t").Secrets);
    }
}
