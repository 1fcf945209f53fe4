using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Login.Proofs;
using Pulumi.InfisicalRotation.Session.Logins;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Http;

/// <summary>A proof that contains the time of this machine is refused where its clock is wrong.</summary>
public sealed class ClockAdviceTests
{
    private const string Advice = "The clock of this machine is";

    private readonly ImmediateTime _time = new();

    [Theory]
    [InlineData(421, "7 minutes slow")]
    [InlineData(-90, "1.5 minutes fast")]
    [InlineData(59, null)]
    [InlineData(-59, null)]
    [InlineData(null, null)]
    public async Task A_refusal_names_a_clock_that_is_wrong_by_more_than_a_minute(int? secondsAhead, string? shown)
    {
        var message = await Refusal(new AlicloudProof("LTAItest", "s3cret", null), secondsAhead);

        Assert.Equal(shown is not null, message.Contains(Advice, StringComparison.Ordinal));
        Assert.Contains(shown ?? "", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_proof_that_is_signed_here_has_the_advice_and_a_token_of_another_issuer_has_not()
    {
        IProof aws = new AwsProof(null, null, name => name is "AWS_ACCESS_KEY_ID" or "AWS_SECRET_ACCESS_KEY" ? "x" : null);
        IProof token = new JwtProof("i", new WrittenToken("a.b.c"));

        Assert.Contains(Advice, await Refusal(aws, 600), StringComparison.Ordinal);
        Assert.DoesNotContain(Advice, await Refusal(token, 600), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(600, true)]
    [InlineData(30, false)]
    public async Task Google_that_refuses_a_key_file_shows_its_clock(int secondsAhead, bool isShown)
    {
        using var google = new StubServer(_ => At(Answers.Json(400, """{"error":"invalid_grant"}"""), secondsAhead));

        var failure = await ProofLogin.Failure(
            new GcpKeyToken(new ProofFile("key file", "key.json", _ => LoginKeys.GcpKey("https://oauth2.test/token"))), google);

        Assert.Equal(isShown, failure.Message.Contains(Advice, StringComparison.Ordinal));
    }

    private async Task<string> Refusal(IProof proof, int? secondsAhead)
    {
        using var server = new StubServer(_ => At(Answers.Error(403, "ForbiddenError", "no"), secondsAhead));
        using var client = new InfisicalClient(
            Clients.Options with { Credentials = new Credentials.Identity("x-auth", "i", proof), TimeProvider = _time },
            server);
        var failure = await Assert.ThrowsAsync<ApiException>(() => client.GetRotationAsync(
            Clients.Type, Answers.RotationId, TestContext.Current.CancellationToken));
        return failure.Message;
    }

    private HttpResponseMessage At(HttpResponseMessage answer, int? secondsAhead)
    {
        answer.Headers.Date = secondsAhead is { } seconds ? _time.GetUtcNow().AddSeconds(seconds) : null;
        return answer;
    }
}
