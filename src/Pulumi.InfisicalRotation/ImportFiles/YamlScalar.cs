using System.Globalization;
using System.Text;

namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>Writes a text as a quoted scalar of a Pulumi program in YAML.</summary>
internal static class YamlScalar
{
    /// <summary>
    /// The text in double quotes. A dollar sign is doubled, because it could begin an expression of Pulumi. Characters
    /// beyond U+FFFF stay as they are: the YAML parser of the engine refuses them as two escaped halves.
    /// </summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var letter in text.EnumerateRunes())
        {
            quoted = letter.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '$' => quoted.Append("$$"),
                _ when IsPlain(letter) => quoted.Append(letter.ToString()),
                var code => quoted.Append(CultureInfo.InvariantCulture, $"\\U{code:X8}"),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsPlain(Rune letter) => Rune.GetUnicodeCategory(letter)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
