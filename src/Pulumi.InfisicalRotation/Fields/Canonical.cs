using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>
/// Normalizes and compares values without wrappers. Values that differ only in form are equal: surrounding whitespace,
/// a trailing slash of a path, null or absent, a default or absent, settings without members or absent.
/// </summary>
internal static class Canonical
{
    /// <summary>The value as it is sent: trimmed and without nulls. Null if nothing is left.</summary>
    public static PropertyValue? Sent(Field field, PropertyValue? value) => value switch
    {
        null or PropertyValue.Null => null,
        PropertyValue.Text text => SentText(field, text),
        PropertyValue.Map map when field.Kind == FieldKind.Object => Members(field, map.Properties, Sent),
        PropertyValue.List list when field.Items is { } item =>
            Items(field, [.. list.Items.Select(one => Sent(item, one) ?? PropertyValue.Null.Instance)]),
        _ => value,
    };

    /// <summary>The value as it is compared: a value that equals the default becomes null.</summary>
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

        return Equals(sent, Default(field)) || IsEmptyMap(field, sent) ? null : sent;
    }

    public static bool AreEqual(Field field, PropertyValue? left, PropertyValue? right) =>
        Equals(Of(field, left), Of(field, right));

    /// <summary>
    /// The value without unknown members of list items: a newer server may add some, and they are no change.
    /// </summary>
    public static PropertyValue Known(Field field, PropertyValue value) => (value, field.Items) switch
    {
        (PropertyValue.List list, { Kind: FieldKind.Object } item) => new PropertyValue.List(
            [.. list.Items.Select(one => KnownMembers(item, one))]),
        _ => value,
    };

    private static PropertyValue KnownMembers(Field item, PropertyValue value) => value is PropertyValue.Map map
        ? PropertyMap.From(map.Properties.Where(pair => item.Fields.Any(member => member.Name == pair.Key)))
        : value;

    /// <summary>
    /// Reduces a resource to URN and id, and an asset to its hash. The engine omits the rest in some calls.
    /// </summary>
    private static PropertyValue Identity(PropertyValue value) => value switch
    {
        PropertyValue.Resource resource => new PropertyValue.Resource(resource.Urn, resource.Id, null, null, null),
        PropertyValue.Opaque opaque when opaque.Content.Get("hash") is { } hash =>
            opaque with { Content = PropertyMap.Empty.With("hash", hash) },
        PropertyValue.List list => new PropertyValue.List([.. list.Items.Select(Identity)]),
        PropertyValue.Map map => PropertyMap.From(map.Properties.Select(
            pair => KeyValuePair.Create(pair.Key, Identity(pair.Value)))),
        _ => value,
    };

    /// <summary>An open map of the provider's own that has no members says nothing, and neither do such settings.</summary>
    private static bool IsEmptyMap(Field field, PropertyValue? value) =>
        (field is { Kind: FieldKind.OpenMap, IsProviderOnly: true } || field.IsAbsentIfEmpty)
        && value is PropertyValue.Map { Properties.Count: 0 };

    private static PropertyValue? Default(Field field) =>
        field.Default is PropertyValue.Map map && field.Kind == FieldKind.Object
            ? Members(field, map.Properties, Of)
            : field.Default;

    private static PropertyValue.Text? SentText(Field field, PropertyValue.Text text)
    {
        // A password may begin or end with whitespace.
        var normal = field.IsSecret ? text.Value : TextFormats.Normal(field.Format, text.Value);

        // The server stores "" and null of an optional field separately, but treats them alike.
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

        // Some server versions require these members.
        var required = form == Sent ? field.Fields.Where(one => one is { IsDefaultSent: true, Default: not null }) : [];
        foreach (var member in required.Where(one => members.Get(one.Name) is null))
        {
            members = members.With(member.Name, member.Default!);
        }

        return members;
    }

    /// <summary>The items of a set are sorted, and duplicates removed.</summary>
    private static PropertyValue.List Items(Field field, ImmutableArray<PropertyValue> items) => new(field.IsSet
        ? [.. items.Distinct().OrderBy(item => (item as PropertyValue.Text)?.Value, StringComparer.Ordinal)]
        : items);
}
