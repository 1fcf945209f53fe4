using System.Text.Json;

namespace Build;

/// <summary>Tables shown in a document: of the rotation types, as the provider writes it, and of the configuration, from the schema.</summary>
internal static class Tables
{
    internal static string Named(string name) => name switch
    {
        "rotations" => File.ReadAllText(Repository.At("artifacts", "generated", "rotations-table.md")).Trim(),
        "configuration" => Configuration(),
        "configuration-members" => Members(),
        "sdks" => Sdks(),
        _ => throw new StepFailedException($"Unknown table \"{name}\". Use rotations, configuration, configuration-members or sdks."),
    };

    private static string Configuration()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.At("ProviderSchema.json")));
        return Table("Name", "Description", schema.RootElement.GetProperty("config").GetProperty("variables"));
    }

    /// <summary>The members of all objects of the configuration, with their paths.</summary>
    private static string Members()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.At("ProviderSchema.json")));
        var variables = schema.RootElement.GetProperty("config").GetProperty("variables");
        var rows = Below("", variables, schema.RootElement.GetProperty("types"))
            .Where(member => member.Path.Contains('.', StringComparison.Ordinal))
            .Select(member => $"| `{member.Path}` | {(member.IsSecret ? "Secret. " : "")}{member.Description} |");
        return string.Join('\n', rows.Prepend("|---|---|").Prepend("| Name | Description |"));
    }

    private static IEnumerable<(string Path, bool IsSecret, string Description)> Below(string prefix, JsonElement described, JsonElement types) =>
        described.EnumerateObject().SelectMany(entry =>
        {
            var path = prefix + entry.Name;
            var isSecret = entry.Value.TryGetProperty("secret", out var secret) && secret.GetBoolean();
            var inner = entry.Value.TryGetProperty("$ref", out var reference)
                && types.TryGetProperty(reference.GetString()!["#/types/".Length..], out var type)
                && type.TryGetProperty("properties", out var properties)
                    ? Below($"{path}.", properties, types)
                    : [];
            return inner.Prepend((path, isSecret, Brief(entry.Value)));
        });

    private static string Sdks()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.At("ProviderSchema.json")));
        var languages = schema.RootElement.GetProperty("language");
        string Text(string language, string name) => languages.GetProperty(language).GetProperty(name).GetString()!;
        var dotnet = $"{Text("csharp", "rootNamespace")}.{languages.GetProperty("csharp").GetProperty("namespaces").EnumerateObject().Single().Value}";
        return $"""
            | Language | Name |
            |---|---|
            | TypeScript, JavaScript | `{Text("nodejs", "packageName")}` |
            | Python | `{Text("python", "packageName")}` |
            | Go | `{Text("go", "importBasePath")}` |
            | .NET | `{dotnet}` |
            | Java | `{Text("java", "basePackage")}.infisicalrotation` |
            """.ReplaceLineEndings("\n");
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
