using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>
/// What was secret stays secret: a value that comes back from the server without its mark would be written into the state in clear.
/// </summary>
internal static class SecretMarks
{
    /// <summary><paramref name="value"/> with the marks that <paramref name="marked"/> has in the same places.</summary>
    public static PropertyValue Carry(PropertyValue? marked, PropertyValue value) => marked switch
    {
        PropertyValue.Secret secret => new PropertyValue.Secret(Carry(secret.Value, Bare(value))),
        PropertyValue.Output { IsSecret: true } output => new PropertyValue.Secret(Carry(output.Value, Bare(value))),
        PropertyValue.Output { Value: { } inner } => Carry(inner, value),
        PropertyValue.Map before when value is PropertyValue.Map now => Carry(before.Properties, now.Properties),

        // Items have no names to tell which is which: one secret hides the list.
        PropertyValue.List list when list.HasSecret() => new PropertyValue.Secret(Bare(value)),
        _ => value,
    };

    public static PropertyMap Carry(PropertyMap marked, PropertyMap values) => PropertyMap.From(
        values.Select(pair => KeyValuePair.Create(pair.Key, Carry(marked.Get(pair.Key), pair.Value))));

    /// <summary>Untyped programs don't mark what the schema says is secret.</summary>
    public static PropertyMap Secrets(ImmutableArray<Field> fields, PropertyMap values)
    {
        foreach (var field in fields.Where(field => field.IsSecret))
        {
            if (values.Get(field.Name) is { } value and not PropertyValue.Secret)
            {
                values = values.With(field.Name, new PropertyValue.Secret(value));
            }
        }

        return values;
    }

    private static PropertyValue Bare(PropertyValue value) => value is PropertyValue.Secret secret ? secret.Value : value;
}
