using System.Text.Json;

namespace Build;

/// <summary>Programs shown in a document are copies of examples that tests run: <c>snippet: PATH</c>.</summary>
internal static class Snippets
{
    internal static string Fenced(string path)
    {
        var language = Path.GetExtension(path) switch
        {
            ".cs" => "csharp",
            ".ts" => "typescript",
            var extension => extension.TrimStart('.'),
        };
        return $"```{language}\n{File.ReadAllText(Repository.At(path)).Trim()}\n```";
    }

    /// <summary>The first program of a resource in the schema.</summary>
    /// <param name="name">Resource and language: <c>RotatedAwsIamUser/go</c>.</param>
    internal static string OfSchema(string name)
    {
        var (resource, language) = (name.Split('/')[0], name.Split('/')[1]);
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.At("ProviderSchema.json")));
        var description = schema.RootElement.GetProperty("resources").GetProperty($"infisical-rotation:index:{resource}")
            .GetProperty("description").GetString()!;
        var start = $"```{language}\n";
        return description.Contains(start, StringComparison.Ordinal)
            ? $"{start}{description.Split(start)[1].Split("```")[0].Trim()}\n```"
            : throw new StepFailedException($"{resource} has no program in {language}.");
    }
}
