using CsCheck;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Wire;

public sealed class PropertyCodecTests
{
    private const string SignatureKey = "4dabf18193072939515e22adb298388d";

    [Theory]
    [InlineData("04da6b54-80e4-46f7-96ec-b56ff0331ba9")]
    [InlineData("1c4a061d-8072-4f0a-a4cb-0ff528b18fe7")]
    [InlineData("3eeb2bf0-c639-47a8-9e75-3b44932eb421")]
    [InlineData("6a19a0b0-7e62-4c92-b797-7f8e31da9cc2")]
    [InlineData("dd056dcd-154b-4c76-9bd3-c8f88648b5ff")]
    [InlineData("030794c1-ac77-496b-92df-f27374a8bd58")]
    [InlineData("e48ece36-62e2-4504-bad9-02848725956a")]
    public void All_seven_sentinels_of_unknown_values_are_decoded(string mark) =>
        Assert.IsType<PropertyValue.Unknown>(PropertyCodec.Decode(Value.ForString(mark)));

    [Fact]
    public void An_unknown_value_is_sent_as_the_sentinel_for_text() =>
        Assert.Equal(
            "04da6b54-80e4-46f7-96ec-b56ff0331ba9", PropertyCodec.Encode(PropertyValue.Unknown.Instance).StringValue);

    [Fact]
    public void A_map_that_is_not_set_is_empty() => Assert.Empty(PropertyCodec.Decode((Struct?)null));

    [Fact]
    public void A_value_of_no_kind_is_null() => Assert.IsType<PropertyValue.Null>(PropertyCodec.Decode(new Value()));

    [Fact]
    public void A_secret_keeps_its_value()
    {
        var secret = Signed("1b47061264138c4ac30d75fd1eb44270", ("value", Value.ForString("s3cret-for-test")));

        Assert.Equal(new PropertyValue.Secret("s3cret-for-test"), PropertyCodec.Decode(secret));
    }

    [Fact]
    public void A_secret_without_a_value_is_refused() =>
        Assert.Throws<WireFormatException>(() => PropertyCodec.Decode(Signed("1b47061264138c4ac30d75fd1eb44270")));

    [Fact]
    public void An_output_without_a_value_is_unknown()
    {
        var output = PropertyCodec.Decode(Signed("d0e6a833031e9bbcd3f4e8bde6ca49a4", ("secret", Value.ForBool(true))));

        Assert.Equal(new PropertyValue.Output(null, true, []), output);
        Assert.IsType<PropertyValue.Unknown>(output.Plain());
    }

    [Fact]
    public void An_output_keeps_what_it_depends_on()
    {
        var output = PropertyCodec.Decode(Signed(
            "d0e6a833031e9bbcd3f4e8bde6ca49a4",
            ("value", Value.ForNumber(3)),
            ("dependencies", Value.ForList(Value.ForString("urn:a")))));

        Assert.Equal(new PropertyValue.Output(3, false, ["urn:a"]), output);
    }

    [Fact]
    public void A_reference_to_a_component_has_no_id()
    {
        var resource = PropertyCodec.Decode(
            Signed("5cf8f73096256a8f31e491e813e4eb8e", ("urn", Value.ForString("urn:a"))));

        Assert.Equal(new PropertyValue.Resource("urn:a", null, null, null, null), resource);
    }

    [Fact]
    public void A_resource_reference_with_an_unknown_id_is_kept()
    {
        var resource = PropertyCodec.Decode(Signed(
            "5cf8f73096256a8f31e491e813e4eb8e",
            ("urn", Value.ForString("urn:a")),
            ("id", Value.ForString("04da6b54-80e4-46f7-96ec-b56ff0331ba9")),
            ("packageVersion", Value.ForString("7.1.0"))));

        Assert.Equal(
            new PropertyValue.Resource("urn:a", PropertyValue.Unknown.Instance, "7.1.0", null, null), resource);
    }

    [Theory]
    [InlineData("c44067f5952c0a294b673a41bacd8c17")]
    [InlineData("0def7320c3a5731c473e5ecbe6d01bc7")]
    [InlineData("803fd3297a5875dc03ca845dda5d2a98")]
    public void Values_of_other_signatures_round_trip(string signature)
    {
        var wire = Signed(signature, ("hash", Value.ForString("abc")), ("text", Value.ForString("")));

        Assert.Equal(wire, PropertyCodec.Encode(PropertyCodec.Decode(wire)));
    }

    [Fact]
    public void An_unknown_signature_is_refused_and_quoted()
    {
        var error = Assert.Throws<WireFormatException>(() => PropertyCodec.Decode(Signed("0123")));

        Assert.Contains("0123", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signed_value_is_found_inside_lists_and_maps()
    {
        var secret = Signed("1b47061264138c4ac30d75fd1eb44270", ("value", Value.ForBool(true)));
        var map =
            new Struct
            {
                Fields = { ["a"] = Value.ForList(Value.ForStruct(new Struct { Fields = { ["b"] = secret } })) },
            };

        Assert.True(PropertyCodec.Decode(map)["a"].HasSecret());
    }

    [Fact]
    public void Any_map_comes_back_as_it_was_sent() => PropertyValues.Maps.Sample(map =>
        Assert.Equal(map, PropertyCodec.Decode(Struct.Parser.ParseFrom(PropertyCodec.Encode(map).ToByteArray()))));

    [Fact]
    public void Any_text_can_be_sent_including_lone_surrogates() => Gen.Char.Array.Sample(characters =>
    {
        var text = new string(characters);
        var wire = PropertyCodec.Encode(PropertyMap.Empty.With(text, text));

        var (name, value) = Struct.Parser.ParseFrom(wire.ToByteArray()).Fields.Single();

        Assert.Equal(text.Length, name.Length);
        Assert.Equal(name, value.StringValue);
    });

    private static Value Signed(string signature, params (string Key, Value Value)[] fields)
    {
        var wire = new Struct { Fields = { [SignatureKey] = Value.ForString(signature) } };
        foreach (var (key, value) in fields)
        {
            wire.Fields[key] = value;
        }

        return Value.ForStruct(wire);
    }
}
