using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Fields;

/// <summary>Texts of a format, on both sides of it, in a field that has it.</summary>
public sealed class TextFormatsTests
{
    [Theory]
    [InlineData("203.0.113.7", true)]
    [InlineData("203.0.113.0/24", true)]
    [InlineData("2001:db8::1", true)]
    [InlineData("2001:db8::/32", true)]
    [InlineData("203.0.113.7/24", true)]
    [InlineData("2001:db8::1/32", true)]
    [InlineData("::ffff:203.0.113.7", true)]
    [InlineData("1.2", false)]
    [InlineData("1", false)]
    [InlineData("1.2/16", false)]
    [InlineData("010.0.0.1", false)]
    [InlineData("0x7f.0.0.1", false)]
    [InlineData("1.2.3.4.5", false)]
    [InlineData("203.0.113.0/", false)]
    [InlineData("203.0.113.0/a", false)]
    [InlineData("203.0.113.0/8/8", false)]
    [InlineData("[2001:db8::1]", false)]
    [InlineData("[2001:db8::1]:80", false)]
    [InlineData("203.0.113.256", false)]
    [InlineData("203.0.113.0/33", false)]
    [InlineData("2001:db8::/129", false)]
    [InlineData("example.com", false)]
    public void An_address_is_one_of_IP_or_a_block(string address, bool fits)
    {
        foreach (var path in new[] { "parameters.allowedIps[0]", "parameters.disallowedIps[0]" })
        {
            AssertFits(fits, "cloudflare-api-token", path, address);
            AssertFits(fits, "cloudflare-r2-access-key", path, address);
        }
    }

    private static void AssertFits(bool fits, string slug, string path, string text) => Assert.Equal(
        fits ? [] : [path], TypeFacts.Check(slug, TypeFacts.With(slug, path, text)).Select(finding => finding.Path));
}
