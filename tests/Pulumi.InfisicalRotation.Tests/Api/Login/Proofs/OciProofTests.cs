using System.Text;
using Pulumi.InfisicalRotation.Api.Login.Proofs;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Login.Proofs;

public sealed class OciProofTests
{
    [Theory]
    [InlineData("DEFAULT", "eu-frankfurt-1")]
    [InlineData("OTHER", "us-ashburn-1")]
    public async Task A_request_for_the_user_is_signed_and_a_profile_inherits_the_default(string profile, string region)
    {
        var login = await ProofLogin.LogIn(Proof(profile, LoginKeys.OciConfig("key.pem"), LoginKeys.Pem));

        Assert.Equal(LoginKeys.OciUser, (string?)login.Json["userOcid"]);
        var headers = login.Json["headers"]!;
        var (host, date) = ((string)headers["host"]!, (string)headers["date"]!);
        var authorization = (string)headers["authorization"]!;
        Assert.Equal($"identity.{region}.oraclecloud.com", host);
        Assert.StartsWith(
            $"Signature version=\"1\",keyId=\"{LoginKeys.OciKeyId}\",algorithm=\"rsa-sha256\",headers=\"date (request-target) host\"",
            authorization,
            StringComparison.Ordinal);
        Assert.True(LoginKeys.IsSignedBy(
            Encoding.UTF8.GetBytes($"date: {date}\n(request-target): get /20160918/users/{LoginKeys.OciUser}\nhost: {host}"),
            Convert.FromBase64String(authorization.Split("signature=\"")[1].TrimEnd('"'))));
    }

    [Fact]
    public async Task An_encrypted_key_needs_its_passphrase()
    {
        const string Passphrase = "canary-passphrase";
        var key = LoginKeys.Encrypted(Passphrase);

        await ProofLogin.LogIn(Proof("DEFAULT", LoginKeys.OciConfig("key.pem", Passphrase), key));
        var without = await ProofLogin.Failure(Proof("DEFAULT", LoginKeys.OciConfig("key.pem"), key));
        var wrong = await ProofLogin.Failure(Proof("DEFAULT", LoginKeys.OciConfig("key.pem", "canary-wrong"), key));

        Assert.Contains("its passphrase is needed", without.Message, StringComparison.Ordinal);
        Assert.Contains("key.pem", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_key_needs_no_passphrase_even_if_the_profile_inherits_one() => Assert.NotNull(
        (await ProofLogin.LogIn(Proof("DEFAULT", LoginKeys.OciConfig("key.pem", "canary"), LoginKeys.Pem))).Json["headers"]);

    [Fact]
    public async Task A_key_that_is_encrypted_in_the_old_form_says_how_to_convert_it()
    {
        const string Key = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n"
            + "-----END RSA PRIVATE KEY-----";

        var failure = await ProofLogin.Failure(Proof("DEFAULT", LoginKeys.OciConfig("key.pem", "canary"), Key));

        Assert.Contains("openssl pkcs8 -topk8", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ABSENT", "user", "The profile ABSENT is missing in config")]
    [InlineData("DEFAULT", "user", "has no valid user")]
    [InlineData("DEFAULT", "tenancy", "has no valid tenancy")]
    [InlineData("DEFAULT", "fingerprint", "has no valid fingerprint")]
    [InlineData("DEFAULT", "region", "has no valid region")]
    [InlineData("DEFAULT", "key_file", "has no valid key_file")]
    public async Task A_profile_that_is_missing_or_incomplete_is_one_sentence(string profile, string key, string reason)
    {
        var config = string.Join('\n', LoginKeys.OciConfig("key.pem").Split('\n')
            .Where(line => !line.StartsWith(key, StringComparison.Ordinal)));

        var failure = await ProofLogin.Failure(Proof(profile, config, LoginKeys.Pem));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_of_the_server_is_shown_without_the_signature()
    {
        var (signature, message) = await ProofLogin.Refusal(
            Proof("DEFAULT", LoginKeys.OciConfig("key.pem"), LoginKeys.Pem),
            request => (string)request.Json["headers"]!["authorization"]!);

        Assert.Contains("Cannot verify", message, StringComparison.Ordinal);
        Assert.DoesNotContain(
            signature.Split("signature=\"")[1].TrimEnd('"'), message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_before_the_first_profile_and_comments_are_no_values()
    {
        var config = "user=first\n# comment=1\n; comment=2\n"
            + LoginKeys.OciConfig("key.pem").Replace("\nuser=", "\n#user=wrong\nuser=", StringComparison.Ordinal);

        var login = await ProofLogin.LogIn(Proof("DEFAULT", config, LoginKeys.Pem));

        Assert.Equal(LoginKeys.OciUser, (string?)login.Json["userOcid"]);
    }

    [Fact]
    public async Task A_value_of_one_character_is_a_value_and_an_empty_one_is_none()
    {
        Assert.NotNull((await ProofLogin.LogIn(With("f"))).Json["headers"]);
        Assert.Contains(
            "has no valid fingerprint", (await ProofLogin.Failure(With(""))).Message, StringComparison.Ordinal);

        static OciProof With(string fingerprint) => Proof(
            "DEFAULT",
            string.Join('\n', LoginKeys.OciConfig("key.pem").Split('\n').Select(
                line => line.StartsWith("fingerprint", StringComparison.Ordinal) ? $"fingerprint={fingerprint}" : line)),
            LoginKeys.Pem);
    }

    [Fact]
    public async Task A_region_that_would_lead_elsewhere_is_refused() => Assert.Contains(
        "has no valid region",
        (await ProofLogin.Failure(Proof(
            "DEFAULT",
            LoginKeys.OciConfig("key.pem").Replace("eu-frankfurt-1", "evil.test/x", StringComparison.Ordinal),
            LoginKeys.Pem))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("~/keys/one.pem")]
    [InlineData("~\\keys/one.pem")]
    public void A_path_may_begin_in_the_home_folder(string path) => Assert.Equal(
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "keys/one.pem"),
        OciProfile.Expanded(path));

    private static OciProof Proof(string profile, string config, string key) => new(
        profile,
        new ProofFile("configuration file", "config", path => path == "config" ? config : key));
}
