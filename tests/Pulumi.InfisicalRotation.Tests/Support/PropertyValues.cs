using CsCheck;
using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>Values of every kind, nested a few levels deep.</summary>
internal static class PropertyValues
{
    private static readonly Gen<string> Text = Gen.String.Select(text => text.WellFormed());

    private static readonly Gen<PropertyValue> Leaf = Gen.OneOf(
        Gen.Const<PropertyValue>(PropertyValue.Null.Instance),
        Gen.Const<PropertyValue>(PropertyValue.Unknown.Instance),
        Gen.Bool.Select(value => (PropertyValue)value),
        Gen.Double.Select(value => (PropertyValue)value),
        Text.Select(value => (PropertyValue)value));

    private static readonly Gen<PropertyValue> Resource =
        Gen.Select(Text, Gen.Int[0, 2], Text, Gen.Bool, (urn, id, text, versioned) => (PropertyValue)new PropertyValue.Resource(
            urn,
            id switch { 0 => null, 1 => PropertyValue.Unknown.Instance, _ => text },
            versioned ? "1.2.3" : null,
            versioned ? text : null,
            null));

    public static Gen<PropertyMap> Maps { get; } = MapOf(Nested(4));

    private static Gen<PropertyValue> Nested(int depth)
    {
        if (depth == 0)
        {
            return Leaf;
        }

        var inner = Nested(depth - 1);
        return Gen.OneOf(
            Leaf,
            List(inner),
            MapOf(inner).Select(map => (PropertyValue)map),
            Secret(inner),
            Output(inner),
            Resource,
            Opaque(inner));
    }

    private static Gen<PropertyMap> MapOf(Gen<PropertyValue> inner) =>
        Gen.Select(Text, inner).Array[0, 4].Select(pairs => PropertyMap.From(
            pairs.DistinctBy(pair => pair.Item1).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))));

    private static Gen<PropertyValue> List(Gen<PropertyValue> inner) =>
        inner.Array[0, 4].Select(items => (PropertyValue)new PropertyValue.List([.. items]));

    private static Gen<PropertyValue> Secret(Gen<PropertyValue> inner) =>
        inner.Select(value => (PropertyValue)new PropertyValue.Secret(value));

    private static Gen<PropertyValue> Output(Gen<PropertyValue> inner) =>
        Gen.Select(Gen.Bool, inner, Gen.Bool, Text.Array[0, 3], (known, value, secret, urns) =>
            (PropertyValue)new PropertyValue.Output(known ? value : null, secret, [.. urns]));

    private static Gen<PropertyValue> Opaque(Gen<PropertyValue> inner) =>
        Gen.Select(Gen.OneOf(Signatures.Asset, Signatures.Archive, Signatures.Bytes), MapOf(inner), (signature, content) =>
            (PropertyValue)new PropertyValue.Opaque(signature, content));
}
