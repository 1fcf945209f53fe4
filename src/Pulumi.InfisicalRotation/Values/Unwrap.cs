namespace Pulumi.InfisicalRotation.Values;

/// <summary>Looks through the wrappers around a value.</summary>
internal static class Unwrap
{
    /// <summary>The data itself: secret and output marks taken off at every depth, an output without a value is unknown.</summary>
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

    /// <summary>Whether this value, or any value in it, is unknown.</summary>
    public static bool HasUnknown(this PropertyValue value) => value switch
    {
        PropertyValue.Unknown => true,
        PropertyValue.Secret secret => secret.Value.HasUnknown(),
        PropertyValue.Output output => output.Value?.HasUnknown() ?? true,
        PropertyValue.List list => list.Items.Any(HasUnknown),
        PropertyValue.Map map => map.Properties.Values.Any(HasUnknown),
        _ => false,
    };

    /// <summary>Whether this value, or any value in it, is marked secret.</summary>
    public static bool HasSecret(this PropertyValue value) => value switch
    {
        PropertyValue.Secret => true,
        PropertyValue.Output output => output.IsSecret || (output.Value?.HasSecret() ?? false),
        PropertyValue.List list => list.Items.Any(HasSecret),
        PropertyValue.Map map => map.Properties.Values.Any(HasSecret),
        _ => false,
    };
}
