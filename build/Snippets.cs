using System.Text.RegularExpressions;

namespace Build;

/// <summary>
/// Programs shown in a document are copied from examples that tests run:
/// what stands between <c>&lt;!-- snippet: PATH --&gt;</c> and <c>&lt;!-- end --&gt;</c> is that file.
/// </summary>
internal static partial class Snippets
{
    private static readonly string[] Documents = ["README.md"];

    internal static async Task RewriteAsync(CancellationToken cancellation)
    {
        foreach (var document in Documents)
        {
            await File.WriteAllTextAsync(Repository.At(document), await FilledAsync(document, cancellation), cancellation);
        }
    }

    internal static async Task<IReadOnlyList<string>> OutdatedAsync(CancellationToken cancellation)
    {
        var outdated = new List<string>();
        foreach (var document in Documents)
        {
            var written = await File.ReadAllTextAsync(Repository.At(document), cancellation);
            if (written != await FilledAsync(document, cancellation))
            {
                outdated.Add(document);
            }
        }

        return outdated;
    }

    private static async Task<string> FilledAsync(string document, CancellationToken cancellation)
    {
        var text = await File.ReadAllTextAsync(Repository.At(document), cancellation);
        return Marked().Replace(text, Filled);
    }

    private static string Filled(Match marked)
    {
        var path = marked.Groups["path"].Value;
        var language = Path.GetExtension(path) switch
        {
            ".cs" => "csharp",
            ".ts" => "typescript",
            var extension => extension.TrimStart('.'),
        };
        var content = File.ReadAllText(Repository.At(path)).Trim();
        return $"<!-- snippet: {path} -->\n```{language}\n{content}\n```\n<!-- end -->";
    }

    [GeneratedRegex(@"<!-- snippet: (?<path>\S+) -->\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Marked();
}
