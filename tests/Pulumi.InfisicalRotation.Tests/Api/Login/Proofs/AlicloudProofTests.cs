using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Pulumi.InfisicalRotation.Api.Login.Proofs;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Login.Proofs;

public sealed class AlicloudProofTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("t0ken+/=")]
    [SuppressMessage("Security", "CA5350", Justification = "The algorithm of the service.")]
    public async Task The_parameters_are_signed_in_the_order_of_their_names(string? securityToken)
    {
        var login = await ProofLogin.LogIn(new AlicloudProof("LTAItest", "s3cret", securityToken));

        var members = login.Json.Where(pair => pair.Key is not ("identityId" or "Signature"))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={Uri.EscapeDataString((string)pair.Value!)}");
        var text = $"GET&%2F&{Uri.EscapeDataString(string.Join('&', members))}";
        Assert.Equal(
            Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes("s3cret&"), Encoding.UTF8.GetBytes(text))),
            (string?)login.Json["Signature"]);
        Assert.Equal(
            ("GetCallerIdentity", "JSON", "2015-04-01", securityToken),
            ((string?)login.Json["Action"], (string?)login.Json["Format"], (string?)login.Json["Version"],
                (string?)login.Json["SecurityToken"]));
        Assert.EndsWith("Z", (string?)login.Json["Timestamp"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_of_the_server_is_shown_without_the_signature()
    {
        var (signature, message) = await ProofLogin.Refusal(
            new AlicloudProof("LTAItest", "s3cret", null), request => (string)request.Json["Signature"]!);

        Assert.Contains("Cannot verify", message, StringComparison.Ordinal);
        Assert.DoesNotContain(signature, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_login_has_a_nonce_of_its_own()
    {
        var proof = new AlicloudProof("LTAItest", "s3cret", null);

        Assert.NotEqual(
            (string?)(await ProofLogin.LogIn(proof)).Json["SignatureNonce"],
            (string?)(await ProofLogin.LogIn(proof)).Json["SignatureNonce"]);
    }
}
