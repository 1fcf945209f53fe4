using CsCheck;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>Values that a program could give, and inputs of which a few are replaced by such values.</summary>
internal static class InventedValues
{
    private static readonly Gen<PropertyValue> Scalars = Gen.OneOf<PropertyValue>(
        PropertyValue.Null.Instance, PropertyValue.Unknown.Instance, true, false, 0d, -1d, 7d, 1e300, 0.5, double.NaN,
        double.PositiveInfinity, double.NegativeInfinity, "", " ", ".", "..", "a/../b", "/", "//", "/..", "a?b#c%2e",
        "\u001b[31m", "\n", "\u202e", "<{%fg 1%}>", "\ud800", new string('x', 5000), "{", "[", "{{a}}", "true", "7",
        "[1,null]", "{\"a\":1}", Signatures.Unknown, "c0ffee00-0000-4000-8000-000000000001", "some-slug", " padded ",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "https://h:99999", "https://u:p@h/?q", "a=b",
        new PropertyValue.Resource("urn", null, null, null, null),
        new PropertyValue.Output(null, true, []), new PropertyValue.Opaque(Signatures.Asset, PropertyMap.Empty));

    private static readonly Gen<string> Names = Gen.OneOf(
        Gen.OneOf("a", "b", "userName", "name", "", "\u001b", "__x", "a.b[0]", "passwrd", "credentials", "version"),
        Gen.String[0, 6]);

    /// <summary>A value of any kind, up to a few levels deep.</summary>
    public static Gen<PropertyValue> Any { get; } = Gen.Recursive<PropertyValue>((depth, inner) => depth > 3
        ? Scalars
        : Gen.OneOf(
            Scalars,
            Scalars,
            Gen.String.Select(text => (PropertyValue)text),
            Gen.Double.Select(number => (PropertyValue)number),
            inner.Select(value => (PropertyValue)new PropertyValue.Secret(value)),
            Gen.Select(inner, Gen.Bool).Select((value, isSecret) =>
                (PropertyValue)new PropertyValue.Output(value, isSecret, ["urn:a"])),
            inner.Array[0, 3].Select(items => (PropertyValue)new PropertyValue.List([.. items])),
            MapOf(inner).Select(map => (PropertyValue)map)));

    /// <summary>Any map.</summary>
    public static Gen<PropertyMap> Maps { get; } = MapOf(Any);

    /// <summary>
    /// The inputs with up to three changes at any depth: a value is replaced, taken away, wrapped, or given a new name.
    /// </summary>
    public static Gen<PropertyMap> Like(PropertyMap inputs) =>
        Gen.Select(Gen.UInt, Any, Names, Gen.Int[0, 9]).Array[0, 3].Select(changes => changes.Aggregate(
            inputs, (map, change) => Changed(map, change.Item1, change.Item2, change.Item3, change.Item4)));

    private static PropertyMap Changed(PropertyMap map, uint place, PropertyValue value, string name, int how)
    {
        var names = map.Keys.ToArray();
        if (names.Length == 0 || how == 0)
        {
            return map.With(name, value);
        }

        var chosen = names[(int)(place % (uint)names.Length)];
        var rest = place / (uint)names.Length;
        return map[chosen] switch
        {
            PropertyValue.Map { Properties: var inner } when rest % 4 > 0 =>
                map.With(chosen, Changed(inner, rest / 4, value, name, how)),
            PropertyValue.List { Items: [var first, .. var others] } when rest % 4 > 0 =>
                map.With(chosen, new PropertyValue.List([how == 1 ? first : value, .. others, value])),
            _ when how == 1 => map.Without(chosen),
            _ when how == 2 => map.Without(chosen).With(name, map[chosen]),
            var old when how == 3 => map.With(chosen, new PropertyValue.Secret(old)),
            var old when how == 4 => map.With(chosen, new PropertyValue.Output(old, true, ["urn:a"])),
            _ => map.With(chosen, value),
        };
    }

    private static Gen<PropertyMap> MapOf(Gen<PropertyValue> inner) => Gen.Select(Names, inner).Array[0, 3].Select(
        pairs => pairs.Aggregate(PropertyMap.Empty, (map, pair) => map.With(pair.Item1, pair.Item2)));
}
