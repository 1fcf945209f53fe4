using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>
/// Values that differ only in form are the same value: blanks around a text, a slash behind a path, null and absent,
/// a default said and a default left out. Everything that compares, compares here. Values come plain.
/// </summary>
internal static class Canonical
{
    /// <summary>The value as it is sent: trimmed, without nulls. Null where that leaves nothing.</summary>
    public static PropertyValue? Sent(Field field, PropertyValue? value) => value switch
    {
        null or PropertyValue.Null => null,
        PropertyValue.Text text => SentText(field, text),
        PropertyValue.Map map when field.Kind == FieldKind.Object => Members(field, map.Properties, Sent),
        PropertyValue.List list when field.Items is { } item =>
            Items(field, [.. list.Items.Select(one => Sent(item, one) ?? PropertyValue.Null.Instance)]),
        _ => value,
    };

    /// <summary>The value as it is compared: what equals the default counts as absent.</summary>
    public static PropertyValue? Of(Field field, PropertyValue? value)
    {
        var sent = Sent(field, value);
        if (sent is PropertyValue.Map map && field.Kind == FieldKind.Object)
        {
            sent = Members(field, map.Properties, Of);
        }
        else if (sent is PropertyValue.List list && field.Items is { } item)
        {
            sent = new PropertyValue.List([.. list.Items.Select(one => Of(item, one) ?? PropertyValue.Null.Instance)]);
        }

        else if (sent is not null)
        {
            sent = Identity(sent);
        }

        return Equals(sent, Default(field)) ? null : sent;
    }

    public static bool AreEqual(Field field, PropertyValue? left, PropertyValue? right) => Equals(Of(field, left), Of(field, right));

    /// <summary>The value without the members of list items that are not described: a newer server may add some, and they say nothing of what was asked.</summary>
    public static PropertyValue Known(Field field, PropertyValue value) => (value, field.Items) switch
    {
        (PropertyValue.List list, { Kind: FieldKind.Object } item) => new PropertyValue.List([.. list.Items.Select(one => one is PropertyValue.Map map
            ? PropertyMap.From(map.Properties.Where(pair => item.Fields.Any(member => member.Name == pair.Key)))
            : one)]),
        _ => value,
    };

    /// <summary>
    /// What makes it the same thing for the engine: a resource by URN and id, an asset by its hash; the engine leaves out the rest of
    /// either in some calls and not in others.
    /// </summary>
    private static PropertyValue Identity(PropertyValue value) => value switch
    {
        PropertyValue.Resource resource => new PropertyValue.Resource(resource.Urn, resource.Id, null, null, null),
        PropertyValue.Opaque opaque when opaque.Content.Get("hash") is { } hash => opaque with { Content = PropertyMap.Empty.With("hash", hash) },
        PropertyValue.List list => new PropertyValue.List([.. list.Items.Select(Identity)]),
        PropertyValue.Map map => PropertyMap.From(map.Properties.Select(pair => KeyValuePair.Create(pair.Key, Identity(pair.Value)))),
        _ => value,
    };

    private static PropertyValue? Default(Field field) =>
        field.Default is PropertyValue.Map map && field.Kind == FieldKind.Object ? Members(field, map.Properties, Of) : field.Default;

    private static PropertyValue.Text? SentText(Field field, PropertyValue.Text text)
    {
        // A password may begin or end with a blank.
        var normal = field.IsSecret ? text.Value : TextFormats.Normal(field.Format, text.Value);

        // An empty text and none are one thing for the server's optional fields: it keeps "" and null apart, but nothing depends on it.
        return normal.Length == 0 && !field.IsRequired ? null : new PropertyValue.Text(normal);
    }

    private static PropertyMap Members(Field field, PropertyMap map, Func<Field, PropertyValue?, PropertyValue?> form)
    {
        var members = PropertyMap.Empty;
        foreach (var (name, value) in map)
        {
            var member = field.Fields.FirstOrDefault(one => one.Name == name);
            if ((member is null ? value : form(member, value)) is { } kept and not PropertyValue.Null)
            {
                members = members.With(name, kept);
            }
        }

        // What some servers want said is said, where an object is sent at all.
        foreach (var silent in form == Sent ? field.Fields.Where(one => one is { IsDefaultSent: true, Default: not null } && members.Get(one.Name) is null) : [])
        {
            members = members.With(silent.Name, silent.Default!);
        }

        return members;
    }

    /// <summary>The items of a set in an order of their own, each once.</summary>
    private static PropertyValue.List Items(Field field, ImmutableArray<PropertyValue> items) => new(field.IsSet
        ? [.. items.Distinct().OrderBy(item => (item as PropertyValue.Text)?.Value, StringComparer.Ordinal)]
        : items);
}
