using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>
/// Every field of every type, and for each a value it takes: theories over the catalogue need no list of their own.
/// </summary>
internal static class EveryField
{
    private static readonly ImmutableArray<(string Type, string Path, Field Field)> Known =
        [.. RotationTypes.All.SelectMany(type => type.Inputs.SelectMany(field => Below(type.TypeName, field.Name, field)))];

    public static TheoryData<string, string> Where(Func<Field, bool> wanted)
    {
        var rows = new TheoryData<string, string>();
        foreach (var (type, path, _) in Known.Where(one => wanted(one.Field)))
        {
            rows.Add(type, path);
        }

        return rows;
    }

    public static RotationType Type(string typeName) => RotationTypes.All.Single(type => type.TypeName == typeName);

    public static Field At(string typeName, string path) =>
        Known.Single(one => one.Type == typeName && one.Path == path).Field;

    /// <summary>Inputs with every field set to a value it takes.</summary>
    public static PropertyMap Complete(string typeName) =>
        PropertyMap.From(Type(typeName).Inputs.Select(field => KeyValuePair.Create(field.Name, Valid(field))));

    /// <summary>The same inputs with another value at a path; null takes it away.</summary>
    public static PropertyMap With(PropertyMap inputs, string path, PropertyValue? value)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            return value is null ? inputs.Without(path) : inputs.With(path, value);
        }

        var inner = With(((PropertyValue.Map)inputs[path[..dot]]).Properties, path[(dot + 1)..], value);
        return inputs.With(path[..dot], inner);
    }

    /// <summary>A value the field takes that is not its default; <paramref name="other"/> gives a second one.</summary>
    public static PropertyValue Valid(Field field, bool other = false) => field switch
    {
        { Kind: FieldKind.Text } => Text(field, other),
        { Numbers: [var first, .., var last] } => other ? first : last,
        { Kind: FieldKind.Integer or FieldKind.Number } => (field.Min ?? 1) + (other ? 2 : 1),
        { Kind: FieldKind.Boolean } => field.Default is not PropertyValue.Bool { Value: true } == !other,
        { Kind: FieldKind.Object, Example: { } example } when !other => example,
        { Kind: FieldKind.Object, Example: PropertyValue.Map example } =>
            With(example.Properties, field.Fields[0].Name, Valid(field.Fields[0], other: true)),
        { Kind: FieldKind.Object } =>
            PropertyMap.From(field.Fields.Select(member => KeyValuePair.Create(member.Name, Valid(member, other)))),
        { Kind: FieldKind.OpenMap } => PropertyMap.Empty.With("key", other ? "b" : "a"),
        _ => new PropertyValue.List([Valid(field.Items!, other)]),
    };

    private static PropertyValue Text(Field field, bool other)
    {
        PropertyValue[] choices =
            [.. field.Choices.Select(choice => (PropertyValue)choice).Where(choice => choice != field.Default)];
        return field switch
        {
            { Choices.Length: > 0 } => other ? choices is [_, .., var last] ? last : field.Default! : choices[0],
            { Example: PropertyValue.Text { Value: var example } } =>
                other ? example.StartsWith('{') ? example.Replace('1', '2') : example + "2" : example,
            { Format: TextFormat.Slug } => other ? "other-slug" : "some-slug",
            { Format: TextFormat.Uuid } =>
                other ? "22222222-2222-4222-8222-222222222222" : "11111111-1111-4111-8111-111111111111",
            { Format: TextFormat.FolderPath } => other ? "/other" : "/some",
            { Format: TextFormat.SecretName } => (other ? "OTHER_" : "SOME_") + field.Name,
            { Format: TextFormat.Email } => other ? "other@example.com" : "some@example.com",
            { Format: TextFormat.IpOrCidr } => other ? "203.0.113.0/24" : "203.0.113.7",
            _ => other ? "other" : "some",
        };
    }

    private static IEnumerable<(string Type, string Path, Field Field)> Below(string type, string path, Field field) =>
        field.Fields.SelectMany(member => Below(type, PropertyPath.Member(path, member.Name), member))
            .Prepend((type, path, field));
}
