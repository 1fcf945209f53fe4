using System.Text;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Errors;

public sealed class TextRedactionMethodTests
{
    [Theory]
    [InlineData("the key abcd-1 of abcd", "abcd", "the key [secret]-1 of [secret]")]
    [InlineData("xabcdx", "abcd", "x[secret]x")]
    [InlineData("xabcx", "abc", "xabcx")]
    [InlineData("abc", "abc", "[secret]")]
    [InlineData("abc/abc", "abc", "[secret]/[secret]")]
    [InlineData("say abc.", "abc", "say [secret].")]
    [InlineData("abcx abc", "abc", "abcx [secret]")]
    [InlineData("xabc abc", "abc", "xabc [secret]")]
    [InlineData("1qa qa1 qa", "qa", "1qa qa1 [secret]")]
    [InlineData("xa-a-a", "a-a", "xa-[secret]")]
    [InlineData("Abcd", "abcd", "Abcd")]
    [InlineData("nothing", "", "nothing")]
    public void A_secret_is_taken_out_and_a_short_one_only_where_it_stands_alone(
        string text, string secret, string redacted) =>
        Assert.Equal(redacted, text.Without([secret]));

    [Fact]
    public void A_secret_inside_a_longer_one_leaves_nothing_of_the_longer_one()
    {
        string[] secrets = ["hunter", "hunter-number-two", ""];

        Assert.Equal("[secret], [secret]", "hunter-number-two, hunter".Without(secrets));
        Assert.Equal("[secret], [secret]", "hunter-number-two, hunter".Without(secrets.Reverse()));
    }

    [Fact]
    public void Every_text_of_a_JSON_value_is_found_at_any_depth()
    {
        const string Json = """{"a":"one","b":{"c":["two",{"d":"three"},4,true,null]},"e":5}""";

        Assert.Equal(["one", "two", "three"], TextRedaction.Texts(JsonNode.Parse(Json)));
        Assert.Equal(["one", "two", "three"], TextRedaction.Texts(Encoding.UTF8.GetBytes(Json)));
        Assert.Empty(TextRedaction.Texts((byte[]?)null));
        Assert.Empty(TextRedaction.Texts((JsonNode?)null));
    }

    [Fact]
    public void Credentials_name_their_secret()
    {
        Assert.Equal(["s"], new Credentials.Universal("c", "s").Secrets);
        Assert.Equal(["t"], new Credentials.Token("t").Secrets);
    }
}
