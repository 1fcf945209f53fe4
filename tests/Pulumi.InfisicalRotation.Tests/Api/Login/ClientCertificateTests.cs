using Pulumi.InfisicalRotation.Api.Login;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Login;

public sealed class ClientCertificateTests
{
    [Theory]
    [InlineData("https://app.infisical.com", null, "https://app.infisical.com:8443/")]
    [InlineData("https://eu.infisical.com", null, "https://eu.infisical.com:8443/")]
    [InlineData("https://team.dedicated.infisical.com", null, "https://team.dedicated.infisical.com:8443/")]
    [InlineData("https://eu.infisical.com", 9443, "https://eu.infisical.com:9443/")]
    [InlineData("https://vault.example.com", null, "https://vault.example.com/")]
    [InlineData("https://vault.example.com:444/path", null, "https://vault.example.com:444/path")]
    [InlineData("https://vault.example.com/path", 8443, "https://vault.example.com:8443/path")]
    [InlineData("https://notinfisical.com", null, "https://notinfisical.com/")]
    public void The_login_has_the_port_of_the_cloud_or_a_configured_one(string host, int? port, string address) =>
        Assert.Equal(new Uri(address), new ClientCertificate(null!, port).AddressOf(new Uri(host)));

    [Theory]
    [InlineData(null)]
    [InlineData(8443)]
    public void Without_TLS_no_certificate_can_be_shown(int? port)
    {
        var missing = Assert.Throws<MissingProofException>(
            () => new ClientCertificate(null!, port).AddressOf(new Uri("http://vault.example.com")));

        Assert.Contains("begins with http://", missing.Message, StringComparison.Ordinal);
    }
}
