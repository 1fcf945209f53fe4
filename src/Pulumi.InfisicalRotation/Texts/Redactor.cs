using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Pulumi.InfisicalRotation.Texts;

/// <summary>
/// Replaces secrets in a text by a mark, in every form in which a server or a library may print them: as they are,
/// escaped in JSON, HTML or a URL, also one in another, in base64, with invisible characters inside, or cut off by an
/// ellipsis.
/// </summary>
internal sealed class Redactor
{
    private const string Mark = "[secret]";

    /// <summary>
    /// A shorter secret can be part of an ordinary word, so it is only removed where it stands alone.
    /// </summary>
    private const int ShortestInside = 4;

    private const int ShortestCutOff = 3;

    // What is behind it would be cut later anyway; a secret at the end is recognized by the ellipsis.
    private const int LongestText = 100_000;
    private const int MaxEllipses = 100;

    private static readonly SearchValues<char> EndOfAuthority = SearchValues.Create(" /?#\"'<>");

    private readonly ImmutableArray<string> _needles;
    private readonly bool _hidesUserInformation;

    /// <param name="secrets">The secrets as they are. A blank one is ignored.</param>
    public Redactor(IEnumerable<string> secrets) =>
        _needles = [.. secrets.Where(secret => !string.IsNullOrWhiteSpace(secret)).SelectMany(Forms).Distinct()];

    private Redactor(bool hidesUserInformation)
        : this([]) => _hidesUserInformation = hidesUserInformation;

    /// <summary>
    /// Hides the name and the password in every URL. Used last: a secret of the user may be a URL, and would not be
    /// recognized without them.
    /// </summary>
    public static Redactor OfUserInformation { get; } = new(hidesUserInformation: true);

    /// <summary>The text with a mark in place of each secret; of a very long text the beginning.</summary>
    public string Apply(string text)
    {
        text = text.Length > LongestText ? text[..LongestText] + '…' : text;
        var hits = DecodedText.Layers(text).SelectMany(layer => Hits(layer)).Order().ToList();
        if (hits.Count == 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var end = 0;
        foreach (var hit in hits)
        {
            if (hit.Start >= end)
            {
                result.Append(text, end, hit.Start - end).Append(Mark);
            }

            end = Math.Max(end, hit.End);
        }

        return result.Append(text, end, text.Length - end).ToString();
    }

    private static IEnumerable<string> Forms(string secret) => Base64Text.Forms(secret).Prepend(secret)
        .SelectMany(DecodedText.Needles)
        .Where(form => !string.IsNullOrWhiteSpace(form));

    private IEnumerable<(int Start, int End)> Hits(DecodedText layer)
    {
        var hits = _needles.SelectMany(needle => Occurrences(layer.Text, needle))
            .Concat(_hidesUserInformation ? UserInformation(layer.Text) : [])
            .Concat(CutOff(layer.Text));
        return hits.Select(hit => (layer.Origins[hit.Start], layer.Origins[hit.End]));
    }

    private static IEnumerable<(int Start, int End)> Occurrences(string text, string needle)
    {
        for (var at = Next(text, needle, 0); at >= 0;)
        {
            var end = at + needle.Length;
            var isHit = needle.Length >= ShortestInside || StandsAlone(text, at, end);
            if (isHit)
            {
                yield return (at, end);
            }

            at = Next(text, needle, isHit ? end : at + 1);
        }
    }

    /// <summary>
    /// A text that was cut off may end in the middle of a secret: its beginning directly before an ellipsis is a hit.
    /// </summary>
    private IEnumerable<(int Start, int End)> CutOff(string text)
    {
        var at = text.IndexOf('…', StringComparison.Ordinal);
        for (var count = 0; at >= 0 && count < MaxEllipses; count++)
        {
            foreach (var needle in _needles)
            {
                for (var length = Math.Min(needle.Length - 1, at); length >= ShortestCutOff; length--)
                {
                    if (text.AsSpan(at - length, length).SequenceEqual(needle.AsSpan(0, length)))
                    {
                        yield return (at - length, at);
                        break;
                    }
                }
            }

            at = text.IndexOf('…', at + 1);
        }
    }

    /// <summary>
    /// What stands between <c>://</c> and <c>@</c>: the name and the password for a proxy or a database. If the text is
    /// cut off before it, what may be a part of a password.
    /// </summary>
    private static IEnumerable<(int Start, int End)> UserInformation(string text)
    {
        for (var at = Next(text, "://", 0); at >= 0; at = Next(text, "://", at + 3))
        {
            var start = at + 3;
            var length = text.AsSpan(start).IndexOfAny(EndOfAuthority);
            var authority = text.AsSpan(start, length < 0 ? text.Length - start : length);
            var user = authority.LastIndexOf('@');
            user = user < 0 && authority.Contains(':') ? authority.IndexOf('…') : user;
            if (user > 0)
            {
                yield return (start, start + user);
            }
        }
    }

    private static int Next(string text, string word, int start) => text.IndexOf(word, start, StringComparison.Ordinal);

    private static bool StandsAlone(string text, int start, int end) =>
        (start == 0 || !char.IsLetterOrDigit(text[start - 1]))
        && (end == text.Length || !char.IsLetterOrDigit(text[end]));
}
