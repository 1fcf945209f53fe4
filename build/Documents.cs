using System.Text.RegularExpressions;

namespace Build;

/// <summary>
/// Documents with parts that are filled in: what stands between <c>&lt;!-- snippet: X --&gt;</c>, <c>&lt;!-- table: X --&gt;</c>
/// or <c>&lt;!-- example: RESOURCE/LANGUAGE --&gt;</c> and <c>&lt;!-- end --&gt;</c>.
/// </summary>
internal static partial class Documents
{
    private static IEnumerable<string> All =>
    [
        "README.md",
        "docs/_index.md",
        "docs/installation-configuration.md",
        .. Directory.EnumerateFiles(Repository.At("docs", "how-to"), "*.md").Order(StringComparer.Ordinal),
    ];

    internal static async Task RewriteAsync(CancellationToken cancellation)
    {
        foreach (var document in All)
        {
            var path = Repository.At(document);
            await File.WriteAllTextAsync(path, Filled(await File.ReadAllTextAsync(path, cancellation)), cancellation);
        }
    }

    internal static async Task<IReadOnlyList<string>> OutdatedAsync(CancellationToken cancellation)
    {
        var outdated = new List<string>();
        foreach (var document in All)
        {
            var written = await File.ReadAllTextAsync(Repository.At(document), cancellation);
            if (written != Filled(written))
            {
                outdated.Add(document);
            }
        }

        return outdated;
    }

    private static string Filled(string text) => Marked().Replace(text, marked =>
    {
        var name = marked.Groups["name"].Value;
        var content = marked.Groups["kind"].Value switch
        {
            "table" => Tables.Named(name),
            "example" => Snippets.OfSchema(name),
            _ => Snippets.Fenced(name),
        };
        return $"{marked.Groups["start"].Value}\n{content}\n<!-- end -->";
    });

    [GeneratedRegex(@"(?<start><!-- (?<kind>snippet|table|example): (?<name>\S+) -->)\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Marked();
}
