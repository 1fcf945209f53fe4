using Google.Protobuf.WellKnownTypes;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Protocol.Wire;

/// <summary>
/// Encodes and decodes property values, with unknowns, secrets and other signed objects at any depth.
/// </summary>
internal static class PropertyCodec
{
    /// <summary>An unset map is decoded as an empty one. A caller that must distinguish them checks first.</summary>
    public static PropertyMap Decode(Struct? wire) => wire is null || wire.Fields.Count == 0
        ? PropertyMap.Empty
        : PropertyMap.From(wire.Fields.Select(field => KeyValuePair.Create(field.Key, Decode(field.Value))));

    public static PropertyValue Decode(Value wire) => wire.KindCase switch
    {
        Value.KindOneofCase.BoolValue => wire.BoolValue,
        Value.KindOneofCase.NumberValue => wire.NumberValue,
        Value.KindOneofCase.StringValue => DecodeText(wire.StringValue),
        Value.KindOneofCase.ListValue => new PropertyValue.List([.. wire.ListValue.Values.Select(Decode)]),
        Value.KindOneofCase.StructValue => wire.StructValue.Fields.TryGetValue(Signatures.Key, out var signature)
            ? SignedCodec.Decode(signature, wire.StructValue)
            : Decode(wire.StructValue),
        _ => PropertyValue.Null.Instance,
    };

    public static Struct Encode(PropertyMap map)
    {
        var wire = new Struct();
        foreach (var (name, value) in map)
        {
            wire.Fields[Reserved.EscapeKey(name.WellFormed())] = Encode(value);
        }

        return wire;
    }

    public static Value Encode(PropertyValue value) => value switch
    {
        PropertyValue.Bool flag => Value.ForBool(flag.Value),
        PropertyValue.Number number => Value.ForNumber(number.Value),
        PropertyValue.Text text => Value.ForString(Reserved.EscapeText(text.Value.WellFormed())),
        PropertyValue.Unknown => Value.ForString(Signatures.Unknown),
        PropertyValue.List list => Value.ForList([.. list.Items.Select(Encode)]),
        PropertyValue.Map map => Value.ForStruct(Encode(map.Properties)),
        PropertyValue.Null => Value.ForNull(),
        _ => Value.ForStruct(SignedCodec.Encode(value)),
    };

    private static PropertyValue DecodeText(string text) =>
        Signatures.IsUnknown(text) ? PropertyValue.Unknown.Instance : text;
}
