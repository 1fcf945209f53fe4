using System.Text;
using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>
/// Describes a body that is not Infisical's JSON, for a message. A success may contain tokens or secret values, so
/// nothing of it is quoted.
/// </summary>
internal static class BodyDescription
{
    private const int LongestQuote = 200;

    /// <summary>Names the format of the body, and quotes a page's title or the text of an error.</summary>
    public static string Describe(this ApiAnswer answer)
    {
        var text = Text(answer);
        return text switch
        {
            "" => "an empty body",
            ['<', ..] => Title(text) is { Length: > 0 } title ? $"an HTML page \"{title}\"" : "an HTML page",
            ['{' or '[', ..] => "unexpected or truncated JSON",
            _ when answer.IsSuccess => $"{answer.Body.Length} bytes of another format",
            _ => $"\"{Line(text)}\"",
        };
    }

    /// <summary>The body is a page for a browser, as a proxy or another web server sends it.</summary>
    public static bool IsHtml(this ApiAnswer answer) => Text(answer) is ['<', ..];

    private static string Text(ApiAnswer answer) => Encoding.UTF8.GetString(answer.Body.Span).Trim();

    private static string Title(string page)
    {
        var tag = page.IndexOf("<title", StringComparison.OrdinalIgnoreCase);
        var start = tag < 0 ? -1 : page.IndexOf('>', tag);
        var end = start < 0 ? -1 : page.IndexOf('<', start);
        return end < 0 ? "" : Line(page[(start + 1)..end]);
    }

    /// <summary>The text as one line of at most 200 characters.</summary>
    private static string Line(string text)
    {
        var printable = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        var line = string.Join(' ', printable.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestQuote ? line : string.Concat(line.AsSpan(0, LongestQuote), "…");
    }
}
