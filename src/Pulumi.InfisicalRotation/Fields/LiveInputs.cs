using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>
/// The inputs that a program would need for the object as it is. A value that still holds keeps the form in which the
/// user wrote it. An input that the user left out stays out unless the server differs from its default. A parameter
/// that is missing in the response is removed only if an earlier response had it: otherwise the server ignores it.
/// </summary>
internal static class LiveInputs
{
    /// <param name="fields">The inputs of the resource.</param>
    /// <param name="old">The inputs before; empty for an import.</param>
    /// <param name="shown">
    /// What the server showed before. Empty if it never showed anything; the inputs themselves if a missing value is a
    /// difference.
    /// </param>
    /// <param name="answer">The response, with its explicit nulls.</param>
    public static PropertyMap Of(
        ImmutableArray<Field> fields, PropertyMap old, PropertyMap shown, PropertyMap answer)
    {
        var inputs = old;
        foreach (var field in fields.Where(field => !field.IsProviderOnly && !field.IsCreateOnly))
        {
            // What the response leaves out is unknown.
            if (!answer.TryGetValue(field.Name, out var live))
            {
                continue;
            }

            var before = shown.Get(field.Name)?.Plain();
            var value = Reconcile(field, old.Get(field.Name), live, before, old.Count == 0);
            inputs = value is null ? inputs.Without(field.Name) : inputs.With(field.Name, value);
        }

        return inputs;
    }

    /// <param name="field">The field.</param>
    /// <param name="old">The value in the inputs.</param>
    /// <param name="live">The value in the response; an explicit null is a value.</param>
    /// <param name="shown">The value in an earlier response.</param>
    /// <param name="isImport">Whether there are no inputs yet.</param>
    private static PropertyValue? Reconcile(
        Field field, PropertyValue? old, PropertyValue? live, PropertyValue? shown, bool isImport)
    {
        // The server always has the required inputs: a response without one just does not show it.
        var isNotShown = (old is null && field.IsDefaultChosenByServer && !isImport)
            || (live is null && (field.IsRequired || shown is null));
        live = live is null or PropertyValue.Null ? null : live;
        var plain = old?.Plain();
        if (isNotShown || Canonical.AreEqual(field, plain, live is null ? null : Canonical.Known(field, live)))
        {
            return old;
        }

        return (plain, live) switch
        {
            (PropertyValue.Map written, PropertyValue.Map now) when field.Kind == FieldKind.OpenMap =>
                Marked(old, OpenMembers(written.Properties, now.Properties, MembersOf(shown))),
            (_, PropertyValue.Map now) when field is { Kind: FieldKind.Object, Default: null } =>
                Marked(old, Members(field, MembersOf(plain), now.Properties, MembersOf(shown), isImport)),
            (PropertyValue.List written, PropertyValue.List now)
                when field.Items is { Kind: FieldKind.Object } item && written.Items.Length == now.Items.Length =>
                Marked(old, Items(written.Items, now.Items, shown, (one, other, before) =>
                    Reconcile(item, one, other, before, isImport: false))),
            (_, null) => null,
            (null, _) when Canonical.Of(field, live) is null => null,
            _ => Marked(old, Canonical.Known(field, live)),
        };
    }

    /// <summary>
    /// Members that only a newer server knows are no inputs; they stay in the outputs. Those that the program has are
    /// compared as in a map of unknown members.
    /// </summary>
    private static PropertyMap Members(
        Field field, PropertyMap old, PropertyMap live, PropertyMap shown, bool isImport)
    {
        var members = PropertyMap.Empty;
        foreach (var member in field.Fields)
        {
            live.TryGetValue(member.Name, out var now);
            if (Reconcile(member, old.Get(member.Name), now, shown.Get(member.Name), isImport) is { } value)
            {
                members = members.With(member.Name, value);
            }
        }

        return OpenMembers(Newer(field, old), live, shown).Aggregate(
            members, (all, pair) => all.With(pair.Key, pair.Value));
    }

    private static PropertyMap Newer(Field field, PropertyMap written) => PropertyMap.From(
        written.Where(pair => field.AcceptsNewer && field.Fields.All(member => member.Name != pair.Key)));

    /// <summary>
    /// In a map of unknown members, only those of the program are compared: the server may add defaults.
    /// </summary>
    private static PropertyMap OpenMembers(PropertyMap old, PropertyMap live, PropertyMap shown)
    {
        var members = old;
        foreach (var (name, written) in old)
        {
            live.TryGetValue(name, out var now);
            members = Open(written, now, shown.Get(name)) is { } value
                ? members.With(name, value)
                : members.Without(name);
        }

        return members;
    }

    private static PropertyValue? Open(PropertyValue old, PropertyValue? live, PropertyValue? shown) => (old, live) switch
    {
        (_, null) => shown is null ? old : null,
        (PropertyValue.Map written, PropertyValue.Map now) =>
            OpenMembers(written.Properties, now.Properties, MembersOf(shown)),
        (PropertyValue.List written, PropertyValue.List now) when written.Items.Length == now.Items.Length =>
            Items(written.Items, now.Items, shown, Open),
        (PropertyValue.Null, PropertyValue.Null) => old,
        (_, PropertyValue.Null) => null,
        _ => live,
    };

    private static PropertyValue.List Items(
        ImmutableArray<PropertyValue> old,
        ImmutableArray<PropertyValue> live,
        PropertyValue? shown,
        Func<PropertyValue, PropertyValue, PropertyValue?, PropertyValue?> reconcile)
    {
        var before = shown is PropertyValue.List list && list.Items.Length == live.Length
            ? list.Items
            : [.. live.Select(_ => PropertyValue.Null.Instance)];
        return new PropertyValue.List(
            [.. live.Select((now, index) => reconcile(old[index], now, NotNull(before[index])) ?? now)]);
    }

    private static PropertyMap MembersOf(PropertyValue? value) =>
        value is PropertyValue.Map map ? map.Properties : PropertyMap.Empty;

    private static PropertyValue? NotNull(PropertyValue value) => value is PropertyValue.Null ? null : value;

    private static PropertyValue Marked(PropertyValue? old, PropertyValue value) => SecretMarks.Copy(old, value);
}
