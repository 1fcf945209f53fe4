using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>
/// Adds secret wrappers. A value from the server has none, and the state would contain it in clear text.
/// </summary>
internal static class SecretMarks
{
    /// <summary>The value, with a secret wrapper wherever <paramref name="marked"/> has one.</summary>
    public static PropertyValue Copy(PropertyValue? marked, PropertyValue value) => marked switch
    {
        PropertyValue.Secret secret => new PropertyValue.Secret(Copy(secret.Value, Unmarked(value))),
        PropertyValue.Output { IsSecret: true } output => new PropertyValue.Secret(Copy(output.Value, Unmarked(value))),
        PropertyValue.Output { Value: { } inner } => Copy(inner, value),
        PropertyValue.Map before when value is PropertyValue.Map now => Copy(before.Properties, now.Properties),

        // Items have no names to match them by, so one secret item makes the whole list secret.
        PropertyValue.List list when list.HasSecret() => new PropertyValue.Secret(Unmarked(value)),
        _ => value,
    };

    public static PropertyMap Copy(PropertyMap marked, PropertyMap values) => PropertyMap.From(
        values.Select(pair => KeyValuePair.Create(pair.Key, Copy(marked.Get(pair.Key), pair.Value))));

    /// <summary>
    /// Adds the secret wrappers that the schema requires, at any depth. YAML programs do not set them, and the SDKs do
    /// not for a member of an object.
    /// </summary>
    public static PropertyMap Add(ImmutableArray<Field> fields, PropertyMap values)
    {
        foreach (var field in fields.Where(field => field.HoldsSecret))
        {
            if (values.Get(field.Name) is { } value)
            {
                values = values.With(field.Name, Added(field, value));
            }
        }

        return values;
    }

    private static PropertyValue Added(Field field, PropertyValue value) => (field, value) switch
    {
        (_, PropertyValue.Secret or PropertyValue.Output { IsSecret: true }) => value,
        ({ IsSecret: true }, PropertyValue.Output output) => output with { IsSecret = true },
        ({ IsSecret: true }, _) => new PropertyValue.Secret(value),
        (_, PropertyValue.Output { Value: { } inner } output) => output with { Value = Added(field, inner) },
        ({ Kind: FieldKind.Object }, PropertyValue.Map map) => Add(field.Fields, map.Properties),
        _ => value,
    };

    private static PropertyValue Unmarked(PropertyValue value) =>
        value is PropertyValue.Secret secret ? secret.Value : value;
}
