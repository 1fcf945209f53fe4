using System.Globalization;
using System.Text;

namespace Pulumi.InfisicalRotation.Texts;

/// <summary>
/// Makes a text safe for a terminal and for the engine's log. What a server or a user wrote could otherwise add lines,
/// move the cursor, hide or reorder text, or use the colour directives of the engine.
/// </summary>
internal static class Printable
{
    private const char Cut = '…';

    // A cut may leave a part of an escape sequence, in which redaction would not recognize the end of a secret.
    private const int LongestEscape = 12;

    /// <summary>The text as one line of printable characters.</summary>
    public static string Line(string text) => IsPlain(text) ? text : CleanText.Of(text).Text.Trim();

    /// <summary>The text as one line of printable characters, and at most so many of them.</summary>
    public static string Line(string text, int maxLength)
    {
        var line = Line(text);
        if (line.Length <= maxLength)
        {
            return line;
        }

        var end = maxLength - 1;
        end -= char.IsHighSurrogate(line[end - 1]) ? 1 : 0;
        var escape = line.AsSpan(0, end).LastIndexOfAny('\\', '%', '&');
        var isInEscape = escape >= 0
            && escape > end - LongestEscape
            && !line.AsSpan(escape, end - escape).Contains(' ');
        end = isInEscape ? escape : end;
        return $"{line.AsSpan(0, Math.Max(end, 0))}{Cut}";
    }

    /// <summary>What a terminal makes of a character: itself, a space, or nothing (null).</summary>
    public static Rune? Shown(Rune letter) => Rune.GetUnicodeCategory(letter) switch
    {
        UnicodeCategory.Control => letter.Value is (>= '\t' and <= '\r') or 0x85 ? new Rune(' ') : null,
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator =>
            new Rune(' '),
        UnicodeCategory.Format => null,
        _ => IsInvisible(letter.Value) ? null : letter,
    };

    /// <summary>
    /// Letters and marks without a picture of their own: grapheme joiner, fillers, variation selectors.
    /// </summary>
    private static bool IsInvisible(int letter) => letter
        is 0x34F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0
        or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF);

    private static bool IsPlain(string text) =>
        text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0
        && !text.Contains("  ", StringComparison.Ordinal)
        && !text.Contains(CleanText.DirectiveStart, StringComparison.Ordinal)
        && !text.Contains(CleanText.DirectiveEnd, StringComparison.Ordinal)
        && text is not ([' ', ..] or [.., ' ']);
}
