using System.Globalization;
using System.Text;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Schema;

/// <summary>Writes object literals in a language that does not name their types.</summary>
internal sealed class ExampleLiteral
{
    public static readonly ExampleLiteral TypeScript = new(name => name, "requireSecret", "true", "false");

    public static readonly ExampleLiteral Python = new(name => $"\"{Snake(name)}\"", "require_secret", "True", "False");

    private readonly Func<string, string> _key;
    private readonly string _requireSecret;
    private readonly string _true;
    private readonly string _false;

    private ExampleLiteral(Func<string, string> key, string requireSecret, string yes, string no) =>
        (_key, _requireSecret, _true, _false) = (key, requireSecret, yes, no);

    /// <summary>The first line has no indentation, the lines after it have <paramref name="indent"/> spaces.</summary>
    public string Of(Field? field, PropertyValue value, int indent)
    {
        var blank = new string(' ', indent);
        return value switch
        {
            PropertyValue.Map map => $"{{\n{Members(field, map, indent + 4)}{blank}}}",
            PropertyValue.List list =>
                $"[{string.Join(", ", list.Items.Select(item => Of(field?.Items, item, indent)))}]",
            PropertyValue.Text when field is { IsSecret: true } => $"config.{_requireSecret}(\"{field.Name}\")",
            PropertyValue.Text text => Quoted(text.Value),
            PropertyValue.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
            PropertyValue.Bool { Value: true } => _true,
            _ => _false,
        };
    }

    /// <summary>Converts <c>userName</c> to <c>user_name</c>.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            text.Append(char.IsUpper(letter) ? "_" : "").Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    public static string Quoted(string text) =>
        '"'
        + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        + '"';

    private string Members(Field? field, PropertyValue.Map map, int indent) =>
        string.Concat(map.Properties.Select(pair => Member(field, pair.Key, pair.Value, indent)));

    /// <summary>Keys of open maps are user data. They are quoted and not converted.</summary>
    private string Member(Field? field, string name, PropertyValue value, int indent)
    {
        var member = field?.Fields.FirstOrDefault(one => one.Name == name);
        var key = member is null ? Quoted(name) : _key(name);
        return $"{new string(' ', indent)}{key}: {Of(member, value, indent)},\n";
    }
}
