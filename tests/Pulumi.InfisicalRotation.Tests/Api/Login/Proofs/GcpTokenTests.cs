using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Login.Proofs;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Login.Proofs;

/// <summary>Google Cloud: the identity token of the metadata server, or one that is signed for a service account.</summary>
public sealed class GcpTokenTests
{
    [Fact]
    public async Task The_metadata_server_issues_a_token_for_the_identity()
    {
        await using var metadata = await IssuingServer.StartAsync(_ => (200, "a.b.c\n"));

        var login = await ProofLogin.LogIn(new GcpInstanceToken(
            name => name == GcpInstanceToken.HostVariable ? metadata.Address.Authority : null));

        Assert.Equal("a.b.c", (string?)login.Json["jwt"]);
        var asked = Assert.Single(metadata.Requests);
        Assert.Equal(
            "/computeMetadata/v1/instance/service-accounts/default/identity?audience=identity-1&format=full", asked.Path);
        Assert.Equal("Google", asked.Headers["Metadata-Flavor"]);
    }

    [Fact]
    public async Task A_machine_without_a_metadata_server_is_told_the_address()
    {
        var failure = await ProofLogin.Failure(new GcpInstanceToken(_ => "127.0.0.1:1"));

        Assert.Contains(
            "The metadata server of Google Cloud at http://127.0.0.1:1/computeMetadata",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_file_is_exchanged_for_a_token_that_Google_signs_for_the_account()
    {
        using var google = new StubServer(request => request.Path == "/token"
            ? Answers.Json(200, """{"access_token":"access-1"}""")
            : Answers.Json(200, """{"keyId":"k","signedJwt":"a.b.c"}"""));

        var login = await ProofLogin.LogIn(Key(LoginKeys.GcpKey("https://oauth2.test/token")), google);

        Assert.Equal("a.b.c", (string?)login.Json["jwt"]);
        var (exchange, signing) = (google.Requests.First(), google.Requests.Last());
        var assertion = exchange.Body!.Split("&assertion=")[1].Split('.');
        Assert.StartsWith(
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&", exchange.Body, StringComparison.Ordinal);
        Assert.True(LoginKeys.IsSignedBy(
            Encoding.ASCII.GetBytes($"{assertion[0]}.{assertion[1]}"), Base64Url.DecodeFromChars(assertion[2])));
        Assert.Equal(
            ("RS256", "JWT", "k1"),
            ((string?)Part(assertion[0])["alg"], (string?)Part(assertion[0])["typ"], (string?)Part(assertion[0])["kid"]));
        Assert.Equal("https://oauth2.test/token", (string?)Part(assertion[1])["aud"]);
        Assert.Equal(
            "/v1/projects/-/serviceAccounts/bot%40project.iam.gserviceaccount.com:signJwt", signing.Path);
        Assert.Equal("access-1", signing.Token);
        var payload = JsonNode.Parse((string)signing.Json["payload"]!)!;
        Assert.Equal(
            ("bot@project.iam.gserviceaccount.com", "identity-1"), ((string?)payload["sub"], (string?)payload["aud"]));
        Assert.Equal(600, (long)payload["exp"]! - (long)Part(assertion[1])["iat"]!);
    }

    [Theory]
    [InlineData("{}", "is not a service account key")]
    [InlineData("no JSON", "is not a service account key")]
    [InlineData("""{"client_email":"a","private_key":"hush"}""", "is no private RSA key")]
    [InlineData("""{"client_email":"a","private_key":"hush","token_uri":"ftp://x"}""", "is not a service account key")]
    [InlineData("""{"client_email":"a","private_key":"hush","universe_domain":"x/y"}""", "is not a service account key")]
    public async Task A_file_that_is_no_key_is_one_sentence_without_its_content(string content, string reason)
    {
        var failure = await ProofLogin.Failure(Key(content));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_of_Google_is_shown_without_the_proof()
    {
        using var google = new StubServer(request => Answers.Json(403, $$"""{"error":"{{request.Body}}"}"""));

        var failure = await ProofLogin.Failure(Key(LoginKeys.GcpKey("https://oauth2.test/token")), google);

        var assertion = google.Requests.Single().Body!.Split("&assertion=")[1];
        Assert.Contains("Google Cloud at https://oauth2.test/token refused the request (403)", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(assertion, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(assertion.Split('.')[2], failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_to_sign_is_shown_without_the_access_token()
    {
        using var google = new StubServer(request => request.Path == "/token"
            ? Answers.Json(200, """{"access_token":"canary-access"}""")
            : Answers.Json(403, $$"""{"error":"no permission for {{request.Token}}"}"""));

        var failure = await ProofLogin.Failure(Key(LoginKeys.GcpKey("https://oauth2.test/token")), google);

        Assert.Contains("no permission for", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.Message, StringComparison.Ordinal);
    }

    private static GcpKeyToken Key(string content) => new(new ProofFile("key file", "key.json", _ => content));

    private static JsonNode Part(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!;
}
