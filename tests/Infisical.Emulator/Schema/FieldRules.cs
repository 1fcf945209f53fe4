using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>The rules that look at more than one value; which type has which is said in its contract.</summary>
internal static class FieldRules
{
    /// <summary>The complaints of a rule about a value that has the right shape.</summary>
    public static IEnumerable<Issue> Broken(Rule rule, JsonNode value, ImmutableArray<string> path) => rule.Name switch
    {
        "some-class-required" => SomeClassRequired(rule, value.AsObject(), path),
        "classes-fit-length" => ClassesFitLength(rule, value.AsObject(), path),
        "unique-by" => UniqueBy(rule, value.AsArray(), path),
        "only-when" => OnlyWhen(rule, value.AsObject(), path),
        "required-when" => RequiredWhen(rule, value.AsObject(), path),
        "json-keys" => JsonKeys(rule, value.AsObject(), path),
        _ => throw new InvalidOperationException($"No rule is called {rule.Name}."),
    };

    private static IEnumerable<Issue> SomeClassRequired(Rule rule, JsonObject value, ImmutableArray<string> path)
    {
        if (Classes(value) <= 0)
        {
            yield return Issue.Custom(path, rule.Message);
        }
    }

    private static IEnumerable<Issue> ClassesFitLength(Rule rule, JsonObject value, ImmutableArray<string> path)
    {
        if (Classes(value) > value.NumberOf("length"))
        {
            yield return Issue.Custom(path, rule.Message);
        }
    }

    private static double Classes(JsonObject value) =>
        value["required"] is JsonObject classes ? classes.Sum(item => classes.NumberOf(item.Key) ?? 0) : 0;

    private static IEnumerable<Issue> UniqueBy(Rule rule, JsonArray value, ImmutableArray<string> path)
    {
        var keys = rule.Data.TextsOf("fields").ToArray();
        var seen = value.Select(item => string.Join(':', keys.Select(key => item!.AsObject().TextOf(key)))).ToArray();
        if (seen.Distinct(StringComparer.Ordinal).Count() != seen.Length)
        {
            yield return Issue.Custom(path, rule.Message);
        }
    }

    /// <summary>A field that is needed for one value of another field, and refused for the rest.</summary>
    private static IEnumerable<Issue> OnlyWhen(Rule rule, JsonObject value, ImmutableArray<string> path)
    {
        var field = rule.Data.TextOf("field")!;
        var wanted = value.TextOf(rule.Data.TextOf("when")!) == rule.Data.TextOf("is");
        if (wanted != value[field] is JsonArray { Count: > 0 })
        {
            yield return Issue.Custom(path.Add(field), rule.Message);
        }
    }

    /// <summary>A field by path that must be there when another field, by path, has a value.</summary>
    private static IEnumerable<Issue> RequiredWhen(Rule rule, JsonObject value, ImmutableArray<string> path)
    {
        var field = rule.Data.TextOf("field")!.Split('.');
        if (At(value, rule.Data.TextOf("when")!.Split('.'))?.ToString() == rule.Data.TextOf("is")
            && string.IsNullOrEmpty(At(value, field)?.ToString()))
        {
            yield return Issue.Custom(path.AddRange(field), rule.Message);
        }
    }

    private static IEnumerable<Issue> JsonKeys(Rule rule, JsonObject value, ImmutableArray<string> path)
    {
        var field = rule.Data.TextOf("field")!;
        if (value.TextOf(field) is not { } text || JsonNode.Parse(text) is not JsonObject options)
        {
            yield break;
        }

        var most = (int)rule.Data.NumberOf("most")!.Value;
        if (options.Count > most)
        {
            yield return Issue.Custom(path.Add(field), $"Additional options cannot contain more than {most} keys (received {options.Count}).");
        }

        var forbidden = rule.Data.TextsOf("forbidden").Where(options.ContainsKey).ToArray();
        if (forbidden.Length > 0)
        {
            yield return Issue.Custom(path.Add(field), $"{rule.Message}{string.Join(", ", forbidden)}.");
        }
    }

    private static JsonNode? At(JsonObject value, string[] path) =>
        path.Aggregate((JsonNode?)value, (node, part) => (node as JsonObject)?[part]);
}
