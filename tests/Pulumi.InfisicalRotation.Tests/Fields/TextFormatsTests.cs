using Pulumi.InfisicalRotation.Fields;
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
    [InlineData("255.255.255.255", true)]
    [InlineData("203.0.113.0/32", true)]
    [InlineData("2001:db8::/128", true)]
    [InlineData("+1.2.3.4", false)]
    [InlineData("1.2.3. 4", false)]
    [InlineData("203.0.113.0/+8", false)]
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

    [Theory]
    [InlineData("db.example.com", true)]
    [InlineData("2001:db8::1", true)]
    [InlineData("db example", false)]
    [InlineData("db\t", false)]
    [InlineData("db\u0001", false)]
    public void A_host_has_neither_spaces_nor_control_characters(string text, bool fits) =>
        Assert.Equal(fits, TextFormats.ExpectedFormat(TextFormat.HostName, text) is null);

    [Theory]
    [InlineData("https://app.infisical.com", true)]
    [InlineData("http://localhost:8080/api", true)]
    [InlineData("app.infisical.com", false)]
    [InlineData("ftp://app.infisical.com", false)]
    [InlineData("", false)]
    public void A_web_address_has_the_scheme_http_or_https(string text, bool fits) =>
        Assert.Equal(fits, TextFormats.ExpectedFormat(TextFormat.WebAddress, text) is null);

    [Theory]
    [InlineData("!~", true)]
    [InlineData("a b", false)]
    [InlineData("a\u007f", false)]
    [InlineData("\u00e9", false)]
    public void A_header_value_has_printable_ASCII_characters(string text, bool fits) =>
        Assert.Equal(fits, TextFormats.ExpectedFormat(TextFormat.HeaderValue, text) is null);

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void An_id_has_255_characters_at_most(int length, bool fits) =>
        Assert.Equal(fits, TextFormats.ExpectedFormat(TextFormat.Id, new string('a', length)) is null);

    private static void AssertFits(bool fits, string slug, string path, string text) => Assert.Equal(
        fits ? [] : [path], TypeFacts.Check(slug, TypeFacts.With(slug, path, text)).Select(finding => finding.Path));
}
