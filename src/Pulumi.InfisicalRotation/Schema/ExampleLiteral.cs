using System.Globalization;
using System.Text;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Schema;

/// <summary>How a language writes an object without naming its type.</summary>
internal sealed class ExampleLiteral
{
    public static readonly ExampleLiteral TypeScript = new(name => name, "true", "false");

    public static readonly ExampleLiteral Python = new(name => $"\"{Snake(name)}\"", "True", "False");

    private readonly Func<string, string> _key;
    private readonly string _true;
    private readonly string _false;

    private ExampleLiteral(Func<string, string> key, string yes, string no) => (_key, _true, _false) = (key, yes, no);

    /// <summary>The value, whose first line stands where it is put; the lines below are indented.</summary>
    public string Of(Field? field, PropertyValue value, int indent)
    {
        var blank = new string(' ', indent);
        return value switch
        {
            PropertyValue.Map map => $"{{\n{string.Concat(map.Properties.Select(pair => Member(field, pair.Key, pair.Value, indent + 4)))}{blank}}}",
            PropertyValue.List list => $"[{string.Join(", ", list.Items.Select(item => Of(field?.Items, item, indent)))}]",
            PropertyValue.Text text => Quoted(text.Value),
            PropertyValue.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
            PropertyValue.Bool { Value: true } => _true,
            _ => _false,
        };
    }

    /// <summary>userName becomes user_name.</summary>
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
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>What is no field is somebody's own word, and stays as it is.</summary>
    private string Member(Field? field, string name, PropertyValue value, int indent)
    {
        var member = field?.Fields.FirstOrDefault(one => one.Name == name);
        return $"{new string(' ', indent)}{(member is null ? Quoted(name) : _key(name))}: {Of(member, value, indent)},\n";
    }
}
