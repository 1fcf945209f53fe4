using CsCheck;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>Any message of the engine is decoded or refused, and what is decoded can be sent again.</summary>
public sealed class AnyMessageTests
{
    private static readonly Gen<string> Marks = Gen.OneOf(
        Signatures.Secret, Signatures.Output, Signatures.Resource, Signatures.Asset, Signatures.Archive,
        Signatures.Bytes, Signatures.Unknown, "0123", "");

    private static readonly Gen<string> Keys = Gen.OneOf(
        Gen.OneOf("value", "secret", "dependencies", "urn", "id", "packageVersion", "name", "type", "hash", "text", ""),
        Gen.String[0, 4].Select(text => text.WellFormed()));

    private static readonly Gen<Value> Scalars = Gen.OneOf(
        Gen.Const(() => new Value()),
        Gen.Const(() => Value.ForNull()),
        Gen.Bool.Select(Value.ForBool),
        Gen.Double.Select(Value.ForNumber),
        Marks.Select(Value.ForString),
        Gen.String.Select(text => Value.ForString(text.WellFormed())));

    private static readonly Gen<Value> Values = Gen.Recursive<Value>((depth, inner) => depth > 3
        ? Scalars
        : Gen.OneOf(
            Scalars,
            inner.Array[0, 3].Select(items => Value.ForList(items)),
            StructOf(inner).Select(Value.ForStruct),
            Gen.Select(Marks, StructOf(inner)).Select((mark, wire) => Signed(Value.ForString(mark), wire)),
            Gen.Select(inner, StructOf(inner)).Select(Signed)));

    [Fact]
    public Task A_message_is_decoded_or_refused_and_a_map_comes_back_as_it_was_sent() => Inventions.PlayAll(
        Gen.Select(StructOf(Values), PropertyValues.Maps, Gen.Byte.Array),
        one =>
        {
            var (wire, map, noise) = one;
            Assert.Equal(map, Sent(map));
            Try(() => PropertyCodec.Decode(wire));
            Try(() => PropertyCodec.Decode(Struct.Parser.ParseFrom(noise)));
            return Task.CompletedTask;
        },
        one => one.Item1.ToString());

    private static void Try(Func<PropertyMap> decode)
    {
        try
        {
            // The first encoding may escape a text that only looks like a mark; from then on nothing changes.
            var sent = Sent(decode());
            Assert.Equal(sent, Sent(sent));
        }
        catch (WireFormatException refused)
        {
            Assert.Matches("^the request contains .+", refused.Message);
        }
        catch (InvalidProtocolBufferException)
        {
            // gRPC refuses such a message before the provider sees it.
        }
    }

    private static PropertyMap Sent(PropertyMap map) =>
        PropertyCodec.Decode(Struct.Parser.ParseFrom(PropertyCodec.Encode(map).ToByteArray()));

    private static Gen<Struct> StructOf(Gen<Value> inner) => Gen.Select(Keys, inner).Array[0, 4].Select(pairs =>
    {
        var wire = new Struct();
        foreach (var (key, value) in pairs)
        {
            wire.Fields[key] = value;
        }

        return wire;
    });

    private static Value Signed(Value mark, Struct wire)
    {
        var copy = wire.Clone();
        copy.Fields[Signatures.Key] = mark;
        return Value.ForStruct(copy);
    }
}
