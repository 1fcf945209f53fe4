using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Values;

public sealed class SignedJsonTests
{
    private const string Key = "4dabf18193072939515e22adb298388d";
    private const string SecretMark = $"\"{Key}\":\"1b47061264138c4ac30d75fd1eb44270\"";
    private const string OutputMark = $"\"{Key}\":\"d0e6a833031e9bbcd3f4e8bde6ca49a4\"";

    [Fact]
    public void Plain_JSON_is_read_as_it_is()
    {
        var expected = PropertyMap.Empty
            .With("a", true).With("b", false).With("c", 1.5).With("d", "text")
                .With("e", new PropertyValue.List([1d, "x"])).With("f", PropertyValue.Null.Instance);

        Assert.Equal(
            (PropertyValue)expected,
            SignedJson.Parse("""{"a":true,"b":false,"c":1.5,"d":"text","e":[1,"x"],"f":null}"""));
        Assert.Null(SignedJson.Parse("{"));
    }

    [Fact]
    public void A_secret_is_read_at_every_depth()
    {
        const string Secret = "{" + SecretMark + ",\"value\":\"s\"}";
        var secret = new PropertyValue.Secret("s");

        Assert.Equal(secret, SignedJson.Parse(Secret));
        Assert.Equal(new PropertyValue.List(["a", secret]), SignedJson.Parse($"[\"a\",{Secret}]"));
        Assert.Equal((PropertyValue)PropertyMap.Empty.With("a", secret), SignedJson.Parse($"{{\"a\":{Secret}}}"));
        Assert.Equal(
            new PropertyValue.Secret(new PropertyValue.List([secret])),
            SignedJson.Parse("{" + SecretMark + $",\"value\":[{Secret}]}}"));
        Assert.Equal(new PropertyValue.Secret(PropertyValue.Null.Instance), SignedJson.Parse("{" + SecretMark + "}"));
    }

    [Theory]
    [InlineData(",\"value\":\"s\",\"secret\":true", "s", true)]
    [InlineData(",\"value\":\"s\",\"secret\":false", "s", false)]
    [InlineData(",\"value\":\"s\",\"secret\":1", "s", false)]
    [InlineData(",\"value\":\"s\"", "s", false)]
    [InlineData(",\"secret\":true", null, true)]
    public void An_output_keeps_its_secrecy_and_is_unknown_without_a_value(string members, string? value, bool isSecret)
    {
        var output = Assert.IsType<PropertyValue.Output>(SignedJson.Parse("{" + OutputMark + members + "}"));

        Assert.Equal(value, (output.Value as PropertyValue.Text)?.Value);
        Assert.Equal((isSecret, value is null, isSecret), (output.IsSecret, output.HasUnknown(), output.HasSecret()));
    }

    [Fact]
    public void A_signature_that_is_not_known_is_an_ordinary_member()
    {
        Assert.Equal((PropertyValue)PropertyMap.Empty.With(Key, "other"), SignedJson.Parse($"{{\"{Key}\":\"other\"}}"));
        Assert.Equal((PropertyValue)PropertyMap.Empty.With(Key, 1d), SignedJson.Parse($"{{\"{Key}\":1}}"));
    }

    [Theory]
    [InlineData("04da6b54-80e4-46f7-96ec-b56ff0331ba9")]
    [InlineData("1c4a061d-8072-4f0a-a4cb-0ff528b18fe7")]
    [InlineData("3eeb2bf0-c639-47a8-9e75-3b44932eb421")]
    [InlineData("6a19a0b0-7e62-4c92-b797-7f8e31da9cc2")]
    [InlineData("dd056dcd-154b-4c76-9bd3-c8f88648b5ff")]
    [InlineData("030794c1-ac77-496b-92df-f27374a8bd58")]
    [InlineData("e48ece36-62e2-4504-bad9-02848725956a")]
    public void A_sentinel_of_every_kind_is_unknown(string text) =>
        Assert.Equal(PropertyValue.Unknown.Instance, SignedJson.Parse($"\"{text}\""));
}
