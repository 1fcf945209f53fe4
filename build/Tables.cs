using System.Text.Json;

namespace Build;

/// <summary>Tables shown in a document are read from the schema: <c>table: NAME</c>.</summary>
internal static class Tables
{
    internal static string Named(string name)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.Schema));
        return name switch
        {
            "resources" => Table("resource", "what", schema.RootElement.GetProperty("resources")),
            "configuration" => Table("name", "meaning", schema.RootElement.GetProperty("config").GetProperty("variables")),
            _ => throw new StepFailedException($"There is no table \"{name}\"; known are resources and configuration."),
        };
    }

    private static string Table(string name, string meaning, JsonElement described)
    {
        var rows = described.EnumerateObject().Select(entry => $"| `{entry.Name}` | {Brief(entry.Value)} |");
        return string.Join('\n', rows.Prepend("|---|---|").Prepend($"| {name} | {meaning} |"));
    }

    // The first paragraph says what a thing is for; examples and details follow it.
    private static string Brief(JsonElement entry) =>
        entry.GetProperty("description").GetString()!.Split("\n\n")[0].ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
}
