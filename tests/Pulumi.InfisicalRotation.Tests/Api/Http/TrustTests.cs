using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Http;

public sealed class TrustTests : IDisposable
{
    private readonly Authority _authority = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task A_server_of_the_given_authority_is_trusted_over_the_newest_HTTP_that_both_know()
    {
        using var certificate = _authority.Issue();
        await using var server = await SecureServer.StartAsync(certificate);
        using var client = Client(server, "# our own\n" + _authority.Pem);

        var rotation = await client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation);
        await client.RotateSecretsAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Equal(Answers.RotationId, rotation.Id);
        Assert.Equal(["HTTP/2", "HTTP/2"], server.Protocols);
    }

    [Fact]
    public async Task Without_the_setting_the_hint_is_to_trust_the_certificate()
    {
        using var certificate = _authority.Issue();
        await using var server = await SecureServer.StartAsync(certificate);
        using var client = Client(server, pem: null);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

        Assert.Equal((ApiFailure.Unreachable, false), (failure.Failure, failure.IsOutcomeUnknown));
        Assert.Equal(ApiHint.TrustCertificate, failure.Hint);
        Assert.Empty(server.Protocols);
    }

    [Fact]
    public async Task A_server_of_another_authority_is_not_trusted()
    {
        using var other = new Authority();
        using var certificate = other.Issue();
        await using var server = await SecureServer.StartAsync(certificate);
        using var client = Client(server, _authority.Pem);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));
        Assert.Equal(ApiFailure.Unreachable, failure.Failure);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_not_trusted()
    {
        using var certificate = _authority.Issue("elsewhere.test");
        await using var server = await SecureServer.StartAsync(certificate);
        using var client = Client(server, _authority.Pem);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));
        Assert.Equal(ApiFailure.Unreachable, failure.Failure);
    }

    /// <summary>The platform says what is wrong; the setting is for an authority that it does not know.</summary>
    [Theory]
    [InlineData(SslPolicyErrors.None, true)]
    [InlineData(SslPolicyErrors.RemoteCertificateChainErrors, true)]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch, false)]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateChainErrors, false)]
    [InlineData(SslPolicyErrors.RemoteCertificateNotAvailable, false)]
    [InlineData(SslPolicyErrors.RemoteCertificateNotAvailable | SslPolicyErrors.RemoteCertificateChainErrors, false)]
    public void Only_an_unknown_authority_can_be_accepted(SslPolicyErrors errors, bool isTrusted)
    {
        using var certificate = _authority.Issue();

        Assert.Equal(isTrusted, IsTrusted(certificate, errors));
    }

    [Fact]
    public async Task The_reason_of_a_refused_certificate_is_reported()
    {
        using var other = new Authority();
        (X509Certificate2 Certificate, string Reason, ApiHint Hint)[] refused =
        [
            (_authority.Issue("elsewhere.test"), "is not for 127.0.0.1 but for elsewhere.test.", ApiHint.None),
            (_authority.Issue(until: new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)),
                "its own dates are 2020-01-02 to 2021-01-01.", ApiHint.None),
            (other.Issue(), "neither the system nor the configured CA certificate trusts (CN=Authority for tests).",
                ApiHint.TrustCertificate),
        ];
        foreach (var (certificate, reason, hint) in refused)
        {
            await using var server = await SecureServer.StartAsync(certificate);
            using var client = Client(server, _authority.Pem);

            var failure = await Assert.ThrowsAsync<ApiException>(
                () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

            Assert.Equal(
                (ApiFailure.Unreachable, hint, false), (failure.Failure, failure.Hint, failure.IsOutcomeUnknown));
            Assert.EndsWith(reason, failure.Message, StringComparison.Ordinal);
            Assert.Empty(server.Protocols);
            certificate.Dispose();
        }
    }

    [Theory]
    [InlineData("1.3.6.1.5.5.7.3.1", true)]
    [InlineData("1.3.6.1.5.5.7.3.2", false)]
    [InlineData("1.3.6.1.5.5.7.3.4", false)]
    [InlineData(null, true)]
    public void Only_a_certificate_for_servers_is_trusted(string? purpose, bool isTrusted)
    {
        using var certificate = _authority.Issue(purpose: purpose);

        var failure = Record.Exception(() => Trust.InAdditionTo(_authority.Pem, "127.0.0.1")(
            this, certificate, null, SslPolicyErrors.RemoteCertificateChainErrors));

        Assert.Equal(isTrusted, failure is null);
        Assert.True(
            isTrusted || failure!.Message.EndsWith("do not include server authentication", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_certificate_there_is_nothing_to_trust() =>
        Assert.False(IsTrusted(null, SslPolicyErrors.RemoteCertificateChainErrors));

    [Fact]
    public void An_expired_certificate_of_the_given_authority_is_not_trusted()
    {
        using var certificate = _authority.Issue(until: new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.False(IsTrusted(certificate, SslPolicyErrors.RemoteCertificateChainErrors));
    }

    [Fact]
    public async Task Every_authority_of_the_setting_is_trusted_through_an_intermediate_one()
    {
        using var other = new Authority();
        using var between = new Authority(_authority);
        using var certificate = between.Issue();
        await using var server = await SecureServer.StartAsync(certificate, between);
        using var client = Client(server, other.Pem + "\n" + _authority.Pem);

        var rotation = await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Equal(Answers.RotationId, rotation?.Id);
    }

    [Theory]
    [InlineData("no certificate at all")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public async Task A_setting_without_a_certificate_is_reported(string pem)
    {
        using var client = new InfisicalClient(
            Clients.Options with { Credentials = new Credentials.Token("ready"), CaCertificate = () => pem });

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Equal((ApiFailure.NotConfigured, ApiHint.ReplaceCertificate), (failure.Failure, failure.Hint));
        Assert.Equal("The configured CA certificate contains no certificate that can be read.", failure.Message);
    }

    private bool IsTrusted(X509Certificate2? certificate, SslPolicyErrors errors)
    {
        try
        {
            return Trust.InAdditionTo(_authority.Pem, "127.0.0.1")(this, certificate, null, errors);
        }
        catch (CertificateRefusedException)
        {
            return false;
        }
    }

    private static InfisicalClient Client(SecureServer server, string? pem) => new(Clients.Options with
    {
        Host = server.Address,
        Credentials = new Credentials.Token("ready"),
        CaCertificate = pem is null ? null : () => pem,
        TimeProvider = new ImmediateTime(),
    });

    /// <summary>The chain that the platform built with its own authorities comes with the certificate.</summary>
    [Fact]
    public void An_expired_certificate_of_an_authority_of_the_system_is_not_explained_with_the_authority()
    {
        using var known = new Authority();
        using var certificate = known.Issue(until: new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var system = new X509Chain();
        system.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        system.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var root = known.Public;
        system.ChainPolicy.CustomTrustStore.Add(root);
        Assert.False(system.Build(certificate));

        var failure = Assert.Throws<CertificateRefusedException>(() => Trust.InAdditionTo(_authority.Pem, "127.0.0.1")(
            this, certificate, system, SslPolicyErrors.RemoteCertificateChainErrors));

        Assert.EndsWith("its own dates are 2020-01-02 to 2021-01-01", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.MayBeTrusted);
    }
}
