using System.Buffers;
using System.Globalization;
using System.Text;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Schema;

/// <summary>A program for each type, in YAML and in C#, from the required fields of the catalogue.</summary>
internal static class Examples
{
    private static readonly SearchValues<char> YamlMarks = SearchValues.Create("{}[]~*'\":");

    public static string Yaml(RotationType type)
    {
        var text = new StringBuilder("```yaml\nresources:\n  rotation:\n");
        text.Append(CultureInfo.InvariantCulture, $"    type: {Package.Token(type.TypeName)}\n    properties:\n");
        foreach (var (name, value) in Common(type))
        {
            text.Append(CultureInfo.InvariantCulture, $"      {name}: {value}\n");
        }

        foreach (var field in Objects(type))
        {
            text.Append(CultureInfo.InvariantCulture, $"      {field.Name}:\n{YamlMembers(Members(field), 8)}");
        }

        return text.Append("```\n").ToString();
    }

    public static string CSharp(RotationType type)
    {
        var text = new StringBuilder("```csharp\nusing Pulumi;\nusing Pulumi.InfisicalRotation;\nusing Pulumi.InfisicalRotation.Inputs;\n\n");
        text.Append("return await Deployment.RunAsync(() =>\n{\n");
        text.Append(CultureInfo.InvariantCulture, $"    var rotation = new {type.TypeName}(\"rotation\", new {type.TypeName}Args\n    {{\n");
        foreach (var (name, value) in Common(type))
        {
            text.Append(CultureInfo.InvariantCulture, $"        {Pascal(name)} = {(int.TryParse(value, out _) ? value : $"\"{value}\"")},\n");
        }

        foreach (var field in Objects(type))
        {
            text.Append(CultureInfo.InvariantCulture, $"        {Pascal(field.Name)} = {CSharpValue(field, Members(field), type.TypeName, 8)},\n");
        }

        return text.Append("    });\n});\n```\n").ToString();
    }

    private static IEnumerable<(string Name, string Value)> Common(RotationType type) =>
    [
        (Envelope.ProjectId.Name, "9f1c3a52-6c1e-4f0a-9a51-7f3f6f0c2b11"),
        (Envelope.ConnectionId.Name, "5a7e0c44-2f63-4c19-8d0b-1f6f1f2a9c33"),
        (Envelope.Environment.Name, "dev"),
        (Envelope.SecretPath.Name, "/"),
        (Envelope.RotationInterval.Name, type.LongestInterval is < 30 ? "7" : "30"),
    ];

    private static IEnumerable<Field> Objects(RotationType type) => type.Parameters.Any(field => field.IsRequired)
        ? [type.ParametersField, type.SecretsMappingField]
        : [type.SecretsMappingField];

    private static PropertyValue.Map Members(Field field) => (PropertyValue.Map)Value(field);

    /// <summary>What is given of an object: its required members.</summary>
    private static PropertyValue Value(Field field) => field switch
    {
        { Example: { } example } => example,
        { ProposedSecretName: { } proposed } => proposed,
        { Kind: FieldKind.Object } => PropertyMap.From(
            field.Fields.Where(member => member.IsRequired).Select(member => KeyValuePair.Create(member.Name, Value(member)))),
        { Kind: FieldKind.List } => new PropertyValue.List([Value(field.Items!)]),
        { Kind: FieldKind.Boolean } => true,
        { Kind: FieldKind.Integer or FieldKind.Number } => field.Min ?? 1,
        { Choices: [var first, ..] } => first,
        { Format: TextFormat.Email } => "app@example.iam.gserviceaccount.com",
        _ => Hyphens(field.Name),
    };

    private static string YamlMembers(PropertyValue.Map map, int indent)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in map.Properties)
        {
            text.Append(' ', indent).Append(name).Append(':').Append(value switch
            {
                PropertyValue.Map inner => "\n" + YamlMembers(inner, indent + 2),
                PropertyValue.List list => "\n" + string.Concat(list.Items.Select(item => YamlItem(item, indent + 2))),
                _ => $" {Scalar(value)}\n",
            });
        }

        return text.ToString();
    }

    private static string YamlItem(PropertyValue item, int indent)
    {
        var blank = new string(' ', indent);
        return item is PropertyValue.Map map
            ? blank + "- " + YamlMembers(map, indent + 2).TrimStart()
            : $"{blank}- {Scalar(item)}\n";
    }

    private static string Scalar(PropertyValue value) => value switch
    {
        PropertyValue.Text text when text.Value.AsSpan().ContainsAny(YamlMarks) => $"'{text.Value.Replace("'", "''", StringComparison.Ordinal)}'",
        PropertyValue.Text text => text.Value,
        PropertyValue.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        PropertyValue.Bool { Value: true } => "true",
        _ => "false",
    };

    private static string CSharpValue(Field field, PropertyValue value, string owner, int indent) => value switch
    {
        PropertyValue.Map map => CSharpObject(field, map, owner, indent),
        PropertyValue.List list => $"new[] {{ {string.Join(", ", list.Items.Select(item => CSharpValue(field.Items!, item, owner, indent)))} }}",
        PropertyValue.Text text => $"\"{text.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        _ => Scalar(value),
    };

    private static string CSharpObject(Field field, PropertyValue.Map map, string owner, int indent)
    {
        var name = field.TypeName ?? owner + Pascal(field.Name);
        var blank = new string(' ', indent);
        var members = map.Properties.Select(pair =>
            $"{blank}    {Pascal(pair.Key)} = {CSharpValue(field.Fields.Single(member => member.Name == pair.Key), pair.Value, name, indent + 4)},\n");
        return $"new {name}Args\n{blank}{{\n{string.Concat(members)}{blank}}}";
    }

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>userName becomes user-name: a value that reads as one.</summary>
    private static string Hyphens(string name) =>
        string.Concat(name.Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : letter.ToString()));
}
