using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Reads the description of a field from a contract file.</summary>
internal static class FieldReader
{
    public static Field Read(JsonNode node)
    {
        var given = node.AsObject();
        return new Field(given.TextOf("name") ?? "", Enum.Parse<FieldKind>(given.TextOf("kind")!, ignoreCase: true))
        {
            Required = given.FlagOf("required") ?? false,
            Nullable = given.FlagOf("nullable") ?? false,
            Default = given["default"]?.DeepClone(),
            Trim = given.FlagOf("trim") ?? false,
            Lower = given.FlagOf("lower") ?? false,
            Coerce = given.FlagOf("coerce") ?? false,
            Integer = given.FlagOf("integer") ?? false,
            Without = given.TextOf("without") ?? "",
            EmptyIsAbsent = given.FlagOf("emptyIsAbsent") ?? false,
            Min = given.NumberOf("min"),
            Max = given.NumberOf("max"),
            MinIsExclusive = given.FlagOf("minIsExclusive") ?? false,
            Pattern = given.TextOf("pattern"),
            Format = given.TextOf("format"),
            OneOf = [.. given.TextsOf("oneOf")],
            TooShort = given.TextOf("tooShort"),
            TooLong = given.TextOf("tooLong"),
            Misshapen = given.TextOf("misshapen"),
            Fields = [.. (given["fields"]?.AsArray() ?? []).Select(field => Read(field!))],
            Items = given["items"] is { } items ? Read(items) : null,
            Distinct = given.FlagOf("distinct") ?? false,
            Rules = [.. ReadRules(given["rules"])],
        };
    }

    public static IEnumerable<Rule> ReadRules(JsonNode? node) =>
        (node?.AsArray() ?? []).Select(rule => rule!.AsObject()).Select(rule => new Rule(rule.TextOf("rule")!, rule.TextOf("message")!, rule));
}
