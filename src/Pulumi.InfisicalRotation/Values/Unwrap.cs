namespace Pulumi.InfisicalRotation.Values;

/// <summary>Inspects and removes secret and output wrappers.</summary>
internal static class Unwrap
{
    /// <summary>The value without wrappers at any depth. An output without a value becomes an unknown.</summary>
    public static PropertyValue Plain(this PropertyValue value) => value switch
    {
        PropertyValue.Secret secret => secret.Value.Plain(),
        PropertyValue.Output output => output.Value?.Plain() ?? PropertyValue.Unknown.Instance,
        PropertyValue.List list => new PropertyValue.List([.. list.Items.Select(Plain)]),
        PropertyValue.Map map => map.Properties.Plain(),
        _ => value,
    };

    public static PropertyMap Plain(this PropertyMap map) =>
        PropertyMap.From(map.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Plain())));

    /// <summary>Whether the value is an explicit null, with or without wrappers.</summary>
    public static bool IsNull(this PropertyValue value) => value switch
    {
        PropertyValue.Null => true,
        PropertyValue.Secret secret => secret.Value.IsNull(),
        PropertyValue.Output { Value: { } inner } => inner.IsNull(),
        _ => false,
    };

    /// <summary>Whether the value, or any value in it, is unknown.</summary>
    public static bool HasUnknown(this PropertyValue value) => value switch
    {
        PropertyValue.Unknown => true,
        PropertyValue.Secret secret => secret.Value.HasUnknown(),
        PropertyValue.Output output => output.Value?.HasUnknown() ?? true,
        PropertyValue.List list => list.Items.Any(HasUnknown),
        PropertyValue.Map map => map.Properties.Values.Any(HasUnknown),
        _ => false,
    };

    /// <summary>The map, with the values of another one at the same place where its own are unknown.</summary>
    public static PropertyMap FillUnknown(this PropertyMap map, PropertyMap other)
    {
        foreach (var (name, value) in map.Where(pair => pair.Value.HasUnknown()))
        {
            map = (value.Plain(), other.Get(name)?.Plain()) switch
            {
                (PropertyValue.Map inner, PropertyValue.Map known) =>
                    map.With(name, inner.Properties.FillUnknown(known.Properties)),
                (_, { } known) => map.With(name, known),
                _ => map.Without(name),
            };
        }

        return map;
    }

    /// <summary>Whether the value, or any value in it, is a resource, an asset or an archive.</summary>
    public static bool HasResourceOrAsset(this PropertyValue value) => value switch
    {
        PropertyValue.Resource or PropertyValue.Opaque => true,
        PropertyValue.Secret secret => secret.Value.HasResourceOrAsset(),
        PropertyValue.Output output => output.Value?.HasResourceOrAsset() ?? false,
        PropertyValue.List list => list.Items.Any(HasResourceOrAsset),
        PropertyValue.Map map => map.Properties.Values.Any(HasResourceOrAsset),
        _ => false,
    };

    /// <summary>URNs of the resources that the outputs in the value come from.</summary>
    public static IEnumerable<string> Dependencies(this PropertyValue value) => value switch
    {
        PropertyValue.Output output => output.Dependencies.Concat(output.Value?.Dependencies() ?? []),
        PropertyValue.Secret secret => secret.Value.Dependencies(),
        PropertyValue.List list => list.Items.SelectMany(Dependencies),
        PropertyValue.Map map => map.Properties.Values.SelectMany(Dependencies),
        _ => [],
    };

    /// <summary>Whether the value, or any value in it, is secret.</summary>
    public static bool HasSecret(this PropertyValue value) => value switch
    {
        PropertyValue.Secret => true,
        PropertyValue.Output output => output.IsSecret || (output.Value?.HasSecret() ?? false),
        PropertyValue.List list => list.Items.Any(HasSecret),
        PropertyValue.Map map => map.Properties.Values.Any(HasSecret),
        _ => false,
    };
}
