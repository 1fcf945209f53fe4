using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>
/// Parameters that the server ignored: they were sent, and the response does not contain them. Servers drop names that
/// they do not know without an error. A create and an update warn about them; a later read does not.
/// </summary>
internal static class IgnoredValues
{
    public static void Warn(RotationInputs inputs, Rotation rotation, CallContext context)
    {
        if (PathsIn(inputs, rotation) is { IsEmpty: false } paths)
        {
            context.Warn(RotationMessages.IgnoredByServer(paths));
        }
    }

    /// <summary>Paths of the values of the program that the response to a write does not contain.</summary>
    public static ImmutableArray<string> PathsIn(RotationInputs inputs, Rotation rotation)
    {
        var type = inputs.Type;
        var answer = RotationState.Answer(type, rotation);
        return
        [
            .. new[] { type.ParametersField, type.SecretsMappingField }
                .Where(field => answer.ContainsKey(field.Name))
                .SelectMany(field => Missing(
                    field, field.Name, inputs.Marked.Get(field.Name)?.Plain(), answer[field.Name])),
        ];
    }

    /// <summary>
    /// The values without those that the inputs had and the outputs did not: the server is known to ignore them.
    /// </summary>
    public static PropertyValue Without(PropertyValue value, PropertyValue? oldInput, PropertyValue? oldOutput)
    {
        if (value is not PropertyValue.Map map
            || oldInput?.Plain() is not PropertyValue.Map inputs
            || oldOutput?.Plain() is not PropertyValue.Map outputs)
        {
            return value;
        }

        var members = map.Properties;
        foreach (var (name, member) in map.Properties)
        {
            var (before, shown) = (inputs.Properties.Get(name), outputs.Properties.Get(name));
            members = before is not null && shown is null
                ? members.Without(name)
                : members.With(name, Without(member, before, shown));
        }

        return members;
    }

    private static IEnumerable<string> Missing(Field? field, string path, PropertyValue? sent, PropertyValue live)
    {
        switch (sent, live)
        {
            case (PropertyValue.Map map, PropertyValue.Map shown):
                return map.Properties.SelectMany(pair => MissingMember(field, path, pair.Key, pair.Value, shown));
            case (PropertyValue.List list, PropertyValue.List shown) when list.Items.Length == shown.Items.Length:
                return list.Items.SelectMany((item, index) => Missing(
                    field?.Items, PropertyPath.Item(path, index), item, shown.Items[index]));
            default:
                return [];
        }
    }

    /// <summary>A value that equals the default has the same effect where the server ignores it.</summary>
    private static IEnumerable<string> MissingMember(
        Field? owner, string path, string name, PropertyValue sent, PropertyValue.Map shown)
    {
        var field = owner?.Fields.FirstOrDefault(member => member.Name == name);
        var isSent = sent is not PropertyValue.Null && (field is null || Canonical.Of(field, sent) is not null);
        var memberPath = PropertyPath.Member(path, name);
        return shown.Properties.TryGetValue(name, out var live) ? Missing(field, memberPath, sent, live)
            : isSent ? [memberPath]
            : [];
    }
}
