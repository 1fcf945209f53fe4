using CsCheck;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Wire;

public sealed class PropertyCodecLaws
{
    [Fact]
    public void Any_map_comes_back_as_it_was_sent() => PropertyValues.Maps.Sample(map =>
        Assert.Equal(map, PropertyCodec.Decode(Struct.Parser.ParseFrom(PropertyCodec.Encode(map).ToByteArray()))));

    [Fact]
    public void Any_text_can_be_sent_half_characters_included() => Gen.Char.Array.Sample(characters =>
    {
        var text = new string(characters);
        var wire = PropertyCodec.Encode(PropertyMap.Empty.With(text, text));

        var (name, value) = Struct.Parser.ParseFrom(wire.ToByteArray()).Fields.Single();

        Assert.Equal(text.Length, name.Length);
        Assert.Equal(name, value.StringValue);
    });
}
