using System.Net;
using System.Text;
using CsCheck;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Errors;

public sealed class UnreadableAnswersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Successes => new()
    {
        { "", "an empty body" },
        { "garbage", "7 bytes of another format" },
        { "<!doctype html><title>Sign in</title>", "an HTML page \"Sign in\"" },
        { "<p>", "an HTML page" },
        { """{"secretRotation":{"id":"c0ff""", "unexpected or truncated JSON" },
        { """{"secretRotation":{"id":""}}""", "unexpected or truncated JSON" },
        { """{"secretRotation":{"name":"app-db"}}""", "unexpected or truncated JSON" },
        { """{"secretRotation":null}""", "unexpected or truncated JSON" },
        { """{"secretRotation":{"id":"a","id":"b"}}""", "unexpected or truncated JSON" },
        { "[]", "unexpected or truncated JSON" },
        { "null", "4 bytes of another format" },
    };

    [Theory]
    [MemberData(nameof(Successes))]
    public async Task A_success_without_a_rotation_leaves_the_outcome_of_a_create_unknown(string body, string described)
    {
        using var server = new StubServer(request => request.IsLogin ? Answers.Login() : Answers.Text(200, body));
        using var client = Clients.For(server);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

        Assert.Equal((ApiFailure.Broken, 200, true), (failure.Failure, failure.Status, failure.IsOutcomeUnknown));
        Assert.StartsWith(
            $"The response of infisical.test to creating rotation \"app-db\" is not Infisical's JSON (200, {described}).",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Equal(described.Contains("HTML", StringComparison.Ordinal), failure.Hint == ApiHint.CheckServerAddress);
        Assert.Single(server.Calls);
    }

    [Theory]
    [InlineData("""{"secretRotations":[{"id":"a"},{"id":""}]}""")]
    [InlineData("""{"secretRotations":[null]}""")]
    [InlineData("""{"secretRotations":null}""")]
    [InlineData("{}")]
    public async Task A_list_without_any_item_that_can_be_read_is_no_list(string body)
    {
        using var client = Clients.Answering(() => Answers.Json(200, body));

        var failure = await Assert.ThrowsAsync<ApiException>(() => client.ListRotationsAsync("p1", Cancellation));

        Assert.Equal(ApiFailure.Broken, failure.Failure);
    }

    [Fact]
    public async Task A_long_text_is_quoted_in_part()
    {
        using var client = Clients.Answering(() => Answers.Text(400, new string('x', 5000)));

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Contains($"(400, \"{new string('x', 200)}…\")", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_bytes_cause_one_kind_of_failure() =>
        await Gen.Select(Gen.Byte.Array, Gen.OneOf(200, 204, 304, 400, 401, 403, 404, 422, 500, 600)).SampleAsync(
            async (body, status) => await FailureAsync(body, status) is
            {
                Failure: ApiFailure.Broken or ApiFailure.Answered,
                Message.Length: < 1000,
            });

    [Fact]
    public async Task Any_JSON_in_an_error_causes_one_kind_of_failure() =>
        await Gen.Select(
            Gen.OneOf(
                "null",
                "1",
                "\"\\ud800\"",
                "[]",
                "[null,1,\"a\",{}]",
                "{}",
                """[{"path":1,"message":2}]""",
                """[{"path":[null,{}],"message":[]}]"""),
            Gen.OneOf("1", "null", "\"E\"", "{}")).SampleAsync(async (message, error) =>
            await FailureAsync(Encoding.UTF8.GetBytes($$"""{"message":{{message}},"error":{{error}},"reqId":{{error}}}"""), 400) is { Status: 400 });

    private static async Task<ApiException> FailureAsync(byte[] body, int status)
    {
        using var client = Clients.Answering(
            () => new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) });
        return await Assert.ThrowsAsync<ApiException>(
            () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));
    }

    [Fact]
    public async Task An_item_with_a_text_that_cannot_be_decoded_does_not_hide_the_others()
    {
        var broken = Answers.RotationJson("broken", "c0ffee00-0000-4000-8000-000000000002")
            .Replace("\"description\":null", "\"description\":\"\\ud800\"", StringComparison.Ordinal);
        using var client = Clients.Answering(
            () => Answers.Json(200, $$"""{"secretRotations":[{{broken}},{{Answers.RotationJson()}}]}"""));

        var rotations = await client.ListRotationsAsync("p1", Cancellation);

        Assert.Contains("ud800", broken, StringComparison.Ordinal);
        Assert.Equal(["app-db"], rotations.Select(rotation => rotation.Name));
    }

    [Theory]
    [InlineData("POST", "rotate")]
    [InlineData("DELETE", "delete")]
    public async Task A_write_that_failed_with_the_text_of_a_live_check_may_have_taken_effect(string method, string what)
    {
        using var server = new StubServer(request => request.IsLogin ? Answers.Login() : Answers.Error(
            500, "InternalServerError", "Unable to validate credentials: timeout"));
        using var client = Clients.For(server);

        var failure = await Assert.ThrowsAsync<ApiException>(() => what == "rotate"
            ? (Task)client.RotateSecretsAsync(Clients.Type, Answers.RotationId, Cancellation)
            : client.DeleteRotationAsync(
                Clients.Type, Answers.RotationId, deleteSecrets: true, revokeGeneratedCredentials: true, Cancellation));

        Assert.Equal(method, Assert.Single(server.Calls).Method);
        Assert.Equal((false, true), (failure.IsConnectionRefused, failure.IsOutcomeUnknown));
    }
}
