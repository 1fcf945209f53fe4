using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>Answers of a server in which one field has a value that no server should send.</summary>
internal static class HostileAnswers
{
    private const string Placeholder = "\"@\"";

    /// <summary>Values in place of any field of an answer, as JSON text.</summary>
    public static ImmutableArray<string> Values { get; } =
    [
        "null", "true", "-1", "1e308", "9223372036854775808", "\"\"", "\"\\ud800\"", "\"9999-12-31T23:59:59.999Z\"",
        "[null]", """{"a":1,"a":2}""", """{"hours":1e9,"minutes":-1,"id":[],"slug":{},"path":0}""",
    ];

    /// <summary>All fields but the id, which is all that the state needs, and those of objects in it.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="root">The member of the answer that has the object.</param>
    public static IEnumerable<string> FieldsOf(string body, string root)
    {
        foreach (var (name, value) in JsonNode.Parse(body)![root]!.AsObject().Where(pair => pair.Key != "id"))
        {
            yield return name;
            foreach (var (inner, _) in value as JsonObject ?? [])
            {
                yield return $"{name}.{inner}";
            }
        }
    }

    /// <summary>The answer with a value in place of one field.</summary>
    public static string WithValue(string body, string root, string field, string value)
    {
        var answer = JsonNode.Parse(body)!;
        var target = answer[root]!.AsObject();
        var parts = field.Split('.');
        (parts.Length == 1 ? target : target[parts[0]]!.AsObject())[parts[^1]] = JsonNode.Parse(Placeholder);
        return answer.ToJsonString().Replace(Placeholder, value, StringComparison.Ordinal);
    }
}
