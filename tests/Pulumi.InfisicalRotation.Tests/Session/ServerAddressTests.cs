using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

/// <summary>Only a scheme, a host, a port and a path belong in <c>host</c>.</summary>
public sealed class ServerAddressTests
{
    public static TheoryData<string> More =>
    [
        "https://user:canary@a.example", "https://canary@a.example/", "user:canary@a.example",
        "https://a.example?key=canary", "https://a.example/#canary", "https://a.example/api?canary",
    ];

    [Theory]
    [InlineData("https://a.example", "https://a.example/")]
    [InlineData(" https://a.example:8443/infisical/api/ ", "https://a.example:8443/infisical")]
    [InlineData("ftp://a.example", null)]
    [InlineData("https://user@a.example", null)]
    public void The_address_has_a_scheme_a_host_a_port_and_a_path(string text, string? address) =>
        Assert.Equal(address, ServerAddress.Parse(text)?.AbsoluteUri);

    [Theory]
    [MemberData(nameof(More))]
    public void Anything_more_in_the_configuration_is_one_error_that_does_not_quote_it(string host)
    {
        using var provider = new InfisicalProvider(TimeProvider.System, _ => null);

        var error = Assert.Single(provider.CheckConfig(
            PropertyMap.Empty, PropertyMap.Empty.With("host", new PropertyValue.Secret(host))).Errors);

        Assert.Empty(error.Path);
        Assert.Contains("host contains user information, a query or a fragment", error.Reason, StringComparison.Ordinal);
        Assert.Contains("customHeaders", error.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", $"{error}", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(More))]
    public void Anything_more_in_the_environment_or_a_stored_configuration_is_a_fault_that_does_not_quote_it(string host)
    {
        var stored = ProviderSettings.From(PropertyMap.Empty.With("host", host), _ => null, _ => "");
        var variable = ProviderSettings.From(
            PropertyMap.Empty, name => name == "INFISICAL_HOST" ? host : null, _ => "");

        Assert.Contains("host contains user information", stored.Fault, StringComparison.Ordinal);
        Assert.Contains("INFISICAL_HOST contains user information", variable.Fault, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", $"{stored.Fault}{variable.Fault}", StringComparison.Ordinal);
    }
}
