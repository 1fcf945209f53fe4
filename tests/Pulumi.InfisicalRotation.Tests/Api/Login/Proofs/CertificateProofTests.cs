using Pulumi.InfisicalRotation.Api.Login.Proofs;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Login.Proofs;

public sealed class CertificateProofTests
{
    [Theory]
    [InlineData("no certificate", null, "cannot be used")]
    [InlineData(null, "-----BEGIN PRIVATE KEY-----\nY2FuYXJ5LWtleS1saW5l\n-----END PRIVATE KEY-----", "cannot be used")]
    [InlineData(null, "missing.pem", "The private key missing.pem could not be read")]
    [InlineData("missing.pem", null, "The certificate missing.pem could not be read")]
    public async Task A_pair_that_cannot_be_used_is_one_sentence(string? certificate, string? key, string reason)
    {
        var failure = await ProofLogin.Failure(new CertificateProof(
            certificate == "no certificate" ? "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
                : certificate ?? LoginKeys.Certificate,
            key ?? LoginKeys.Pem,
            null,
            path => throw new FileNotFoundException($"No {path}.")));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Y2FuYXJ5LWtleS1saW5l", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>As CI systems store a secret with several lines.</summary>
    [Fact]
    public async Task A_key_in_base64_is_not_taken_for_a_path()
    {
        var key = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(LoginKeys.Pem));

        var failure = await ProofLogin.Failure(new CertificateProof(
            LoginKeys.Certificate, key, null, path => throw new FileNotFoundException($"No {path}.")));

        Assert.DoesNotContain(key[..40], failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_body_has_the_identity_alone()
    {
        var login = await ProofLogin.LogIn(new CertificateProof(LoginKeys.Certificate, LoginKeys.Pem, null, _ => ""));

        Assert.Equal("""{"identityId":"identity-1"}""", login.Body);
    }
}
