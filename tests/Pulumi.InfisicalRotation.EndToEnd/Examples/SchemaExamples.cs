using System.Text.Json;

namespace Pulumi.InfisicalRotation.EndToEnd.Examples;

/// <summary>The programs in the descriptions of the schema.</summary>
internal static class SchemaExamples
{
    /// <summary>Each resource's program in a language, by the resource's name.</summary>
    public static IReadOnlyDictionary<string, string> In(string language) => In(language, "resources");

    /// <summary>Each function's program in a language, by the function's name.</summary>
    public static IReadOnlyDictionary<string, string> OfFunctions(string language) => In(language, "functions");

    private static Dictionary<string, string> In(string language, string section)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.At("ProviderSchema.json")));
        return schema.RootElement.GetProperty(section).EnumerateObject().ToDictionary(
            described => described.Name.Split(':')[^1], described => Block(described.Value.GetProperty("description").GetString()!, language));
    }

    private static string Block(string description, string language)
    {
        var parts = description.Split($"```{language}\n");
        Assert.Equal(2, parts.Length);
        return parts[1].Split("```")[0];
    }
}
