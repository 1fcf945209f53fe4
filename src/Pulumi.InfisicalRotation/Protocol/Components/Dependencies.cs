using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Protocol.Components;

/// <summary>Which resources the properties of a map come from.</summary>
internal static class Dependencies
{
    /// <summary>For every property of the map what is told of it and what the output values in it say; none is an empty entry.</summary>
    public static ImmutableDictionary<string, ImmutableArray<string>> Of(
        PropertyMap map, ImmutableDictionary<string, ImmutableArray<string>> told)
    {
        var all = told.ToBuilder();
        foreach (var (name, value) in map)
        {
            all[name] = [.. told.GetValueOrDefault(name, []).Union(Within(value), StringComparer.Ordinal)];
        }

        return all.ToImmutable();
    }

    /// <summary>The same values without their dependencies: an output becomes a plain, a secret or an unknown value.</summary>
    public static PropertyMap TakenOff(PropertyMap map) =>
        PropertyMap.From(map.Select(pair => KeyValuePair.Create(pair.Key, TakenOff(pair.Value))));

    private static PropertyValue TakenOff(PropertyValue value) => value switch
    {
        PropertyValue.Output { IsSecret: true } output => new PropertyValue.Secret(ValueOf(output)),
        PropertyValue.Output output => ValueOf(output),
        PropertyValue.Secret secret => new PropertyValue.Secret(TakenOff(secret.Value)),
        PropertyValue.List list => new PropertyValue.List([.. list.Items.Select(TakenOff)]),
        PropertyValue.Map map => TakenOff(map.Properties),
        _ => value,
    };

    private static PropertyValue ValueOf(PropertyValue.Output output) =>
        output.Value is null ? PropertyValue.Unknown.Instance : TakenOff(output.Value);

    private static IEnumerable<string> Within(PropertyValue value) => value switch
    {
        PropertyValue.Output output => output.Dependencies.Concat(output.Value is null ? [] : Within(output.Value)),
        PropertyValue.Secret secret => Within(secret.Value),
        PropertyValue.List list => list.Items.SelectMany(Within),
        PropertyValue.Map map => map.Properties.Values.SelectMany(Within),
        _ => [],
    };
}
