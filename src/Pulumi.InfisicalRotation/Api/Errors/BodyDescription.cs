using System.Text;
using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>
/// Describes a body that is not Infisical's JSON, for a message. A success may contain tokens or secret values, so
/// nothing of it is quoted.
/// </summary>
internal static class BodyDescription
{
    // Two hundred characters and an ellipsis.
    private const int LongestQuote = 201;
    private const int LongestStart = 4096;

    /// <summary>Names the format of the body, and quotes a page's title or the text of an error.</summary>
    /// <param name="answer">The response.</param>
    /// <param name="safe">Makes a quoted text safe, with its greatest length.</param>
    public static string Describe(this ApiAnswer answer, Func<string, int, string> safe)
    {
        var text = Text(answer);
        return text switch
        {
            "" => "an empty body",
            ['<', ..] when safe(Title(text), LongestQuote) is { Length: > 0 } title => $"an HTML page \"{title}\"",
            ['<', ..] => "an HTML page",
            ['{' or '[', ..] => "unexpected or truncated JSON",
            _ when answer.IsSuccess => $"{answer.Body.Length} bytes of another format",
            _ => $"\"{safe(text, LongestQuote)}\"",
        };
    }

    /// <summary>The body is a page for a browser, as a proxy or another web server sends it.</summary>
    public static bool IsHtml(this ApiAnswer answer) => Text(answer) is ['<', ..];

    // Of a success only the format is described, for which its beginning is enough.
    private static string Text(ApiAnswer answer)
    {
        var isCut = answer.IsSuccess && answer.Body.Length > LongestStart;
        return Encoding.UTF8.GetString(isCut ? answer.Body.Slice(0, LongestStart) : answer.Body).Trim();
    }

    private static string Title(string page)
    {
        var tag = page.IndexOf("<title", StringComparison.OrdinalIgnoreCase);
        var start = tag < 0 ? -1 : page.IndexOf('>', tag);
        var end = start < 0 ? -1 : page.IndexOf('<', start);
        return end < 0 ? "" : page[(start + 1)..end];
    }
}
