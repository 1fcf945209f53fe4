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

    /// <summary>
    /// The changes without inputs that the program now gives, and whose value the server has already chosen itself.
    /// </summary>
    /// <param name="shown">The stored outputs.</param>
    public static ImmutableArray<PropertyChange> Between(
        ImmutableArray<Field> fields,
        PropertyMap oldInputs,
        PropertyMap newInputs,
        ImmutableArray<string> ignored,
        PropertyMap shown)
    {
        var changes = Between(fields, oldInputs, newInputs, ignored);
        if (changes.All(change => change.Kind != ChangeKind.Add))
        {
            return changes;
        }

        var left = Between(fields, WithChoices(fields, oldInputs, shown), newInputs, ignored);
        return [.. changes.Where(
            change => change.Kind != ChangeKind.Add || left.Any(other => other.Path == change.Path))];
    }

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

    /// <summary>The inputs, with what the server has chosen for those that are left out.</summary>
    private static PropertyMap WithChoices(ImmutableArray<Field> fields, PropertyMap inputs, PropertyMap shown)
    {
        foreach (var field in fields)
        {
            var choice = shown.Get(field.Name)?.Plain();
            var given = inputs.Get(field.Name)?.Plain();
            if (field.IsDefaultChosenByServer && given is null or PropertyValue.Null && choice is not null)
            {
                inputs = inputs.With(field.Name, choice);
            }
            else if (given is PropertyValue.Map members && choice is PropertyValue.Map shownMembers)
            {
                inputs = inputs.With(field.Name, new PropertyValue.Map(
                    WithChoices(field.Fields, members.Properties, shownMembers.Properties)));
            }
        }

        return inputs;
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
