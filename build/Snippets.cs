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
}
