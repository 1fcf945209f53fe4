using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>Compares old and new inputs and returns the changes by path. It has no side effects.</summary>
internal static class InputDiff
{
    /// <summary>
    /// The changes without those of <c>ignoreChanges</c>. The engine normally restores the old values itself.
    /// </summary>
    public static ImmutableArray<PropertyChange> Between(
        ImmutableArray<Field> fields, PropertyMap oldInputs, PropertyMap newInputs, ImmutableArray<string> ignored) =>
        [.. Between(fields, oldInputs, newInputs)
            .Where(change => !ignored.Any(path => PropertyPath.IsWithin(change.Path, path)))];

    public static ImmutableArray<PropertyChange> Between(
        ImmutableArray<Field> fields, PropertyMap oldInputs, PropertyMap newInputs)
    {
        var changes = ImmutableArray.CreateBuilder<PropertyChange>();
        foreach (var field in fields.Where(field => !field.IsCreateOnly))
        {
            var before = oldInputs.Get(field.Name)?.Plain();
            var after = newInputs.Get(field.Name)?.Plain();
            Compare(changes, field, field.Name, before, after, field.Replaces);
        }

        return changes.ToImmutable();
    }

    private static void Compare(
        ImmutableArray<PropertyChange>.Builder changes,
        Field field,
        string path,
        PropertyValue? before,
        PropertyValue? after,
        bool replaces)
    {
        // An unknown counts as a change, even if the value later turns out to be equal.
        var isLeftToServer = field.IsDefaultChosenByServer && after is (null or PropertyValue.Null);
        if (isLeftToServer || (after is not PropertyValue.Unknown && Canonical.AreEqual(field, before, after)))
        {
            return;
        }

        if (before is PropertyValue.Map oldMap
            && after is PropertyValue.Map newMap
            && field.Kind is FieldKind.Object or FieldKind.OpenMap)
        {
            CompareMembers(changes, field, path, oldMap.Properties, newMap.Properties, replaces);
        }
        else if (before is PropertyValue.List oldList && after is PropertyValue.List newList && field.Items is { } item)
        {
            CompareItems(changes, item, path, oldList.Items, newList.Items, replaces);
        }
        else
        {
            // A change between an absent value and an explicit one is an addition or a deletion, whatever the default.
            var kind = before is null or PropertyValue.Null ? ChangeKind.Add
                : after is null or PropertyValue.Null ? ChangeKind.Delete
                : ChangeKind.Update;
            var memberReplaces = field.Kind == FieldKind.Object && field.Fields.Any(member => member.Replaces);
            changes.Add(new PropertyChange(path, kind, replaces || memberReplaces));
        }
    }

    private static void CompareMembers(
        ImmutableArray<PropertyChange>.Builder changes,
        Field field,
        string path,
        PropertyMap before,
        PropertyMap after,
        bool replaces)
    {
        var names = before.Keys.Union(after.Keys).Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var member = field.Fields.FirstOrDefault(one => one.Name == name) ?? new Field(name, FieldKind.OpenMap, "");
            var memberPath = PropertyPath.Member(path, name);
            Compare(changes, member, memberPath, before.Get(name), after.Get(name), replaces || member.Replaces);
        }
    }

    private static void CompareItems(
        ImmutableArray<PropertyChange>.Builder changes,
        Field item,
        string path,
        ImmutableArray<PropertyValue> before,
        ImmutableArray<PropertyValue> after,
        bool replaces)
    {
        for (var index = 0; index < Math.Max(before.Length, after.Length); index++)
        {
            var oldItem = index < before.Length ? before[index] : null;
            var newItem = index < after.Length ? after[index] : null;
            Compare(changes, item, PropertyPath.Item(path, index), oldItem, newItem, replaces);
        }
    }
}
