using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>What changes from old inputs to new ones, path by path. A pure function over any two maps: a refresh asks it the other way round.</summary>
internal static class InputDiff
{
    /// <summary>The changes that count: what the user wants ignored is none. The real engine has put back the old value there already.</summary>
    public static ImmutableArray<PropertyChange> Between(
        ImmutableArray<Field> fields, PropertyMap oldInputs, PropertyMap newInputs, ImmutableArray<string> ignored) =>
        [.. Between(fields, oldInputs, newInputs).Where(change => !ignored.Any(path => PropertyPath.IsWithin(change.Path, path)))];

    public static ImmutableArray<PropertyChange> Between(ImmutableArray<Field> fields, PropertyMap oldInputs, PropertyMap newInputs)
    {
        var changes = ImmutableArray.CreateBuilder<PropertyChange>();
        foreach (var field in fields.Where(field => !field.IsCreateOnly))
        {
            Compare(changes, field, field.Name, oldInputs.Get(field.Name)?.Plain(), newInputs.Get(field.Name)?.Plain(), field.Replaces);
        }

        return changes.ToImmutable();
    }

    private static void Compare(
        ImmutableArray<PropertyChange>.Builder changes, Field field, string path, PropertyValue? before, PropertyValue? after, bool replaces)
    {
        // What is not known yet counts as another value: it may turn out equal, which is harmless.
        var isLeftToServer = field.IsDefaultChosenByServer && after is (null or PropertyValue.Null);
        if (isLeftToServer || (after is not PropertyValue.Unknown && Canonical.AreEqual(field, before, after)))
        {
            return;
        }

        if (before is PropertyValue.Map old && after is PropertyValue.Map now && (field.Kind is FieldKind.Object or FieldKind.OpenMap))
        {
            CompareMembers(changes, field, path, old.Properties, now.Properties, replaces);
        }
        else if (before is PropertyValue.List former && after is PropertyValue.List latter && field.Items is { } item)
        {
            CompareItems(changes, item, path, former.Items, latter.Items, replaces);
        }
        else
        {
            // A default that was left out on one side and said on the other is an added or a removed property.
            var kind = before is null or PropertyValue.Null ? ChangeKind.Add : after is null or PropertyValue.Null ? ChangeKind.Delete : ChangeKind.Update;
            changes.Add(new PropertyChange(path, kind, replaces || (field.Kind == FieldKind.Object && field.Fields.Any(member => member.Replaces))));
        }
    }

    private static void CompareMembers(
        ImmutableArray<PropertyChange>.Builder changes, Field field, string path, PropertyMap before, PropertyMap after, bool replaces)
    {
        var names = before.Keys.Union(after.Keys).Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var member = field.Fields.FirstOrDefault(one => one.Name == name) ?? new Field(name, FieldKind.OpenMap, "");
            Compare(changes, member, PropertyPath.Member(path, name), before.Get(name), after.Get(name), replaces || member.Replaces);
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
            var old = index < before.Length ? before[index] : null;
            var now = index < after.Length ? after[index] : null;
            Compare(changes, item, PropertyPath.Item(path, index), old, now, replaces);
        }
    }
}
