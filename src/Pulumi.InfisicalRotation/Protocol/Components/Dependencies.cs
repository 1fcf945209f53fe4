using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Protocol.Components;

/// <summary>The resources that the properties of a map depend on.</summary>
internal static class Dependencies
{
    /// <summary>
    /// URNs by property: the listed ones and those of the output values. Every property has an entry.
    /// </summary>
    public static ImmutableDictionary<string, ImmutableArray<string>> Of(
        PropertyMap map, ImmutableDictionary<string, ImmutableArray<string>> listed)
    {
        var all = listed.ToBuilder();
        foreach (var (name, value) in map)
        {
            all[name] = [.. listed.GetValueOrDefault(name, []).Union(value.Dependencies(), StringComparer.Ordinal)];
        }

        return all.ToImmutable();
    }

    /// <summary>Replaces each output by its plain, secret or unknown value.</summary>
    public static PropertyMap Remove(PropertyMap map) =>
        PropertyMap.From(map.Select(pair => KeyValuePair.Create(pair.Key, Remove(pair.Value))));

    private static PropertyValue Remove(PropertyValue value) => value switch
    {
        PropertyValue.Output { IsSecret: true } output => new PropertyValue.Secret(ValueOf(output)),
        PropertyValue.Output output => ValueOf(output),
        PropertyValue.Secret secret => new PropertyValue.Secret(Remove(secret.Value)),
        PropertyValue.List list => new PropertyValue.List([.. list.Items.Select(Remove)]),
        PropertyValue.Map map => Remove(map.Properties),
        _ => value,
    };

    private static PropertyValue ValueOf(PropertyValue.Output output) =>
        output.Value is null ? PropertyValue.Unknown.Instance : Remove(output.Value);
}
