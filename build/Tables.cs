using System.Text.Json;

namespace Build;

/// <summary>Tables shown in a document: of the rotation types, as the provider writes it, and of the configuration, from the schema.</summary>
internal static class Tables
{
    internal static string Named(string name) => name switch
    {
        "rotations" => File.ReadAllText(Repository.At("artifacts", "generated", "rotations-table.md")).Trim(),
        "configuration" => Configuration(),
        _ => throw new StepFailedException($"Unknown table \"{name}\". Use rotations or configuration."),
    };

    private static string Configuration()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.At("ProviderSchema.json")));
        return Table("Name", "Description", schema.RootElement.GetProperty("config").GetProperty("variables"));
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
