using System.Text;

namespace Pulumi.InfisicalRotation.Texts;

/// <summary>
/// A text as a terminal shows it, and where each of its characters comes from. Runs of whitespace are one space.
/// Terminal sequences and colour directives are removed, also where the removal of one makes another.
/// </summary>
internal sealed class CleanText
{
    /// <summary>The start of a colour directive of the engine.</summary>
    public const string DirectiveStart = "<{%";

    /// <summary>The end of a colour directive.</summary>
    public const string DirectiveEnd = "%}>";

    // The name of a directive is removed with it. A longer text is no name: it stays, or a server could hide it.
    private const int LongestDirective = 32;

    private const char Escape = '\u001b';
    private const char ShortEscape = '\u009b';

    private readonly StringBuilder _text = new();
    private readonly List<int> _origins = [];
    private int _directive = -1;

    private CleanText()
    {
    }

    /// <summary>The clean text.</summary>
    public string Text => _text.ToString();

    /// <summary>
    /// For each character of the clean text its index in the original, and at the end that one's length.
    /// </summary>
    public IReadOnlyList<int> Origins => _origins;

    /// <summary>Cleans a text.</summary>
    public static CleanText Of(string text)
    {
        var clean = new CleanText();
        Span<char> letters = stackalloc char[2];
        for (var at = 0; at < text.Length;)
        {
            if (SequenceLength(text.AsSpan(at)) is > 0 and var sequence)
            {
                at += sequence;
                continue;
            }

            // A lone surrogate becomes the replacement character.
            Rune.DecodeFromUtf16(text.AsSpan(at), out var letter, out var used);
            if (Printable.Shown(letter) is { } shown)
            {
                clean.Append(letters[..shown.EncodeToUtf16(letters)], at);
            }

            at += used;
        }

        clean._origins.Add(text.Length);
        return clean;
    }

    private void Append(ReadOnlySpan<char> letters, int origin)
    {
        if (letters is [' '] && _text.Length > 0 && _text[^1] == ' ')
        {
            return;
        }

        foreach (var letter in letters)
        {
            _text.Append(letter);
            _origins.Add(origin);
        }

        if (EndsWith(DirectiveStart))
        {
            Shorten(_text.Length - DirectiveStart.Length);
            _directive = _text.Length;
        }
        else if (EndsWith(DirectiveEnd))
        {
            var end = _text.Length - DirectiveEnd.Length;
            Shorten(_directive >= 0 && _directive <= end && end - _directive <= LongestDirective ? _directive : end);
            _directive = -1;
        }
    }

    private bool EndsWith(string part)
    {
        var start = _text.Length - part.Length;
        return start >= 0 && _text[start] == part[0] && _text[start + 1] == part[1] && _text[start + 2] == part[2];
    }

    private void Shorten(int length)
    {
        _text.Length = length;
        _origins.RemoveRange(length, _origins.Count - length);
    }

    /// <summary>
    /// The length of a terminal sequence at the start of the text, such as <c>ESC [ 31 m</c>; 0 where there is none.
    /// Of other sequences only the control characters are removed.
    /// </summary>
    private static int SequenceLength(ReadOnlySpan<char> text)
    {
        var start = text is [Escape, '[', ..] ? 2 : text is [ShortEscape, ..] ? 1 : 0;
        if (start == 0)
        {
            return 0;
        }

        var end = start;
        while (end < text.Length && end < LongestDirective && text[end] is >= ' ' and <= '?')
        {
            end++;
        }

        return end < text.Length && text[end] is >= '@' and <= '~' ? end + 1 : start;
    }
}
