using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>
/// Whether a value of any form can be sent as JSON, stored in the state, and read back. Otherwise an update would fail
/// after it has begun.
/// </summary>
internal static class StorableValue
{
    // JSON is read to 64 levels, of which a response of Infisical needs some for itself.
    private const int MaxDepth = 32;

    /// <summary>What is wrong with the value, without wrappers; null if nothing is.</summary>
    public static string? Problem(PropertyValue value) =>
        Depth(value) > MaxDepth ? FieldMessages.TooDeep(MaxDepth)
        : HasNonFinite(value) ? FieldMessages.NotFinite
        : null;

    private static int Depth(PropertyValue value) => value switch
    {
        PropertyValue.List list => 1 + list.Items.Select(Depth).DefaultIfEmpty().Max(),
        PropertyValue.Map map => 1 + map.Properties.Values.Select(Depth).DefaultIfEmpty().Max(),
        PropertyValue.Opaque opaque => 1 + Depth(opaque.Content),
        PropertyValue.Resource { Id: { } id } => 1 + Depth(id),
        _ => 0,
    };

    private static bool HasNonFinite(PropertyValue value) => value switch
    {
        PropertyValue.Number number => !double.IsFinite(number.Value),
        PropertyValue.List list => list.Items.Any(HasNonFinite),
        PropertyValue.Map map => map.Properties.Values.Any(HasNonFinite),
        PropertyValue.Opaque opaque => HasNonFinite(opaque.Content),
        PropertyValue.Resource { Id: { } id } => HasNonFinite(id),
        _ => false,
    };
}
