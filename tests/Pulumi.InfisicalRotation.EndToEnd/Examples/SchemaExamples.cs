using System.Text.Json;

namespace Pulumi.InfisicalRotation.EndToEnd.Examples;

/// <summary>The programs in the descriptions of the schema.</summary>
internal static class SchemaExamples
{
    /// <summary>The programs in a language, each with the resource's name. A resource may have several.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> In(string language) => In(language, "resources");

    /// <summary>The programs in a language, each with the function's name.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> OfFunctions(string language) => In(language, "functions");

    private static List<KeyValuePair<string, string>> In(string language, string section)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.At("ProviderSchema.json")));
        return
        [
            .. schema.RootElement.GetProperty(section).EnumerateObject().SelectMany(described =>
                Blocks(described.Value.GetProperty("description").GetString()!, language)
                    .Select(program => KeyValuePair.Create(described.Name.Split(':')[^1], program))),
        ];
    }

    private static string[] Blocks(string description, string language)
    {
        var parts = description.Split($"```{language}\n");
        Assert.True(parts.Length > 1);
        return [.. parts[1..].Select(part => part.Split("```")[0])];
    }
}
