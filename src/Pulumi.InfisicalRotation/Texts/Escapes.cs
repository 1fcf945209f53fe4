using System.Globalization;
using System.Text;

namespace Pulumi.InfisicalRotation.Texts;

/// <summary>Decodes the escapes of JSON, HTML and URLs.</summary>
internal static class Escapes
{
    private static readonly (string Name, char Letter)[] Entities =
        [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"'), ("&apos;", '\''), ("&nbsp;", ' ')];

    /// <summary>The first character of each kind of escape.</summary>
    public const string Kinds = "\\%&";

    /// <summary>
    /// The text with one kind of escape decoded, with the index in the original of each character and at the end that
    /// one's length; null where nothing is escaped.
    /// </summary>
    public static (string Text, int[] Origins)? Decode(string text, char kind)
    {
        if (!text.Contains(kind, StringComparison.Ordinal))
        {
            return null;
        }

        var (decoded, origins) = (new StringBuilder(text.Length), new List<int>(text.Length + 1));
        for (var at = 0; at < text.Length;)
        {
            var rest = text.AsSpan(at);
            var (letter, used) = rest[0] != kind ? default
                : kind == '\\' ? Backslash(rest)
                : kind == '%' ? Percent(rest)
                : Entity(rest);
            decoded.Append(used > 0 ? letter : rest[..1]);
            while (origins.Count < decoded.Length)
            {
                origins.Add(at);
            }

            at += Math.Max(used, 1);
        }

        origins.Add(text.Length);
        return decoded.Length == text.Length ? null : (decoded.ToString(), [.. origins]);
    }

    private static (string Letter, int Used) Backslash(ReadOnlySpan<char> text) => text switch
    {
        [_, 'u', ..] when Code(text, 2, 4) is { } code => (((char)code).ToString(), 6),
        [_, 'x', ..] when Code(text, 2, 2) is { } code => (((char)code).ToString(), 4),
        [_, 'n' or 'r' or 't' or 'f', ..] => (" ", 2),
        [_, 'b', ..] => ("\b", 2),
        [_, '"' or '\\' or '/' or '\'', ..] => (text[1].ToString(), 2),
        _ => default,
    };

    private static (string Letter, int Used) Percent(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        while (count < bytes.Length && text.Length > count * 3 && text[count * 3] == '%'
            && Code(text, (count * 3) + 1, 2) is { } code)
        {
            bytes[count++] = (byte)code;
        }

        return Rune.DecodeFromUtf8(bytes[..count], out var letter, out var used) == System.Buffers.OperationStatus.Done
            ? (letter.ToString(), used * 3)
            : default;
    }

    private static (string Letter, int Used) Entity(ReadOnlySpan<char> text)
    {
        foreach (var (name, letter) in Entities)
        {
            if (text.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return (letter.ToString(), name.Length);
            }
        }

        var end = text[..Math.Min(text.Length, 12)].IndexOf(';');
        return end > 0 && text is [_, '#', ..] && Number(text[2..end]) is { } code && Rune.IsValid(code)
            ? (new Rune(code).ToString(), end + 1)
            : default;
    }

    private static int? Number(ReadOnlySpan<char> digits) => digits is ['x' or 'X', ..]
        ? Code(digits, 1, digits.Length - 1)
        : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;

    private static int? Code(ReadOnlySpan<char> text, int start, int length) =>
        text.Length >= start + length
        && int.TryParse(
            text.Slice(start, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? code
            : null;
}
