using System.Text;
using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>
/// Says what a body is that is not the server's JSON, for a message. A success may hold tokens or values, so nothing of it is quoted.
/// </summary>
internal static class BodyDescription
{
    private const int LongestQuote = 200;

    public static string Describe(this ApiAnswer answer)
    {
        var text = Encoding.UTF8.GetString(answer.Body.Span).Trim();
        return text switch
        {
            "" => "an empty body",
            ['<', ..] => Title(text) is { Length: > 0 } title ? $"an HTML page \"{title}\"" : "an HTML page",
            ['{' or '[', ..] => "JSON of another form, or cut off",
            _ when answer.IsSuccess => $"{answer.Body.Length} bytes of something else",
            _ => $"\"{Line(text)}\"",
        };
    }

    private static string Title(string page)
    {
        var tag = page.IndexOf("<title", StringComparison.OrdinalIgnoreCase);
        var start = tag < 0 ? -1 : page.IndexOf('>', tag);
        var end = start < 0 ? -1 : page.IndexOf('<', start);
        return end < 0 ? "" : Line(page[(start + 1)..end]);
    }

    /// <summary>One line of at most 200 characters.</summary>
    private static string Line(string text)
    {
        var words = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var line = string.Join(' ', words);
        return line.Length <= LongestQuote ? line : string.Concat(line.AsSpan(0, LongestQuote), "…");
    }
}
