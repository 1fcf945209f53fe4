using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Wire;

/// <summary>What a server answers is data for the engine, never an unknown value, a secret or an asset.</summary>
public sealed class ReservedTests
{
    public static TheoryData<string> UnknownTexts =>
    [
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
    ];

    public static TheoryData<string> ObjectSignatures =>
    [
        "1b47061264138c4ac30d75fd1eb44270",
        "d0e6a833031e9bbcd3f4e8bde6ca49a4",
        "5cf8f73096256a8f31e491e813e4eb8e",
        "c44067f5952c0a294b673a41bacd8c17",
        "0def7320c3a5731c473e5ecbe6d01bc7",
        "803fd3297a5875dc03ca845dda5d2a98",
        "anything",
    ];

    [Theory]
    [MemberData(nameof(UnknownTexts))]
    public void A_text_that_means_unknown_stays_a_text(string text)
    {
        var map = PropertyMap.Empty
            .With("connectionName", text)
            .With("list", new PropertyValue.List([text]))
            .With("object", PropertyMap.Empty.With("member", new PropertyValue.Secret(text)));

        var decoded = PropertyCodec.Decode(PropertyCodec.Encode(map));

        Assert.Equal(new PropertyValue.Text($"reserved:{text}"), decoded["connectionName"]);
        Assert.DoesNotContain(decoded.Values, value => value.HasUnknown());
    }

    [Theory]
    [MemberData(nameof(ObjectSignatures))]
    public void An_object_with_the_key_of_a_signature_stays_an_object(string signature)
    {
        const string Key = "4dabf18193072939515e22adb298388d";
        var map = PropertyMap.Empty.With(
            "parameters", PropertyMap.Empty.With(Key, signature).With("value", "v").With("uri", "file:///dev/zero"));

        var decoded = PropertyCodec.Decode(PropertyCodec.Encode(map));

        var members = Assert.IsType<PropertyValue.Map>(decoded["parameters"]).Properties;
        Assert.Equal(["reserved:" + Key, "uri", "value"], members.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_program_may_write_is_unchanged()
    {
        var map = PropertyMap.Empty.With("rotateTriggers", PropertyMap.Empty
            .With("key", "4dabf18193072939515e22adb298388d")
            .With("04da6b54-80e4-46f7-96ec-b56ff0331ba9", 1d));

        Assert.Equal(map, PropertyCodec.Decode(PropertyCodec.Encode(map)));
    }

    [Fact]
    public void An_unknown_value_is_still_unknown_and_an_ordinary_text_is_unchanged()
    {
        var map = PropertyMap.Empty.With("a", PropertyValue.Unknown.Instance).With("b", "04da6b54");

        Assert.Equal(map, PropertyCodec.Decode(PropertyCodec.Encode(map)));
    }
}
