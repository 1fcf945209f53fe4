using System.Text;

namespace Pulumi.InfisicalRotation.Texts;

/// <summary>How a text looks in base64, alone or as a part of a longer text.</summary>
internal static class Base64Text
{
    // Fewer characters could be part of an ordinary word.
    private const int Shortest = 6;

    /// <summary>
    /// The characters that only the text determines, for each of the three places where it can begin in a group of
    /// three bytes, in both alphabets.
    /// </summary>
    public static IEnumerable<string> Forms(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var offset = 0; offset < 3; offset++)
        {
            var all = Convert.ToBase64String([.. new byte[offset], .. bytes]);
            var start = ((offset * 8) + 5) / 6;
            var end = (offset + bytes.Length) * 8 / 6;
            if (end - start >= Shortest)
            {
                yield return all[start..end];
                yield return all[start..end].Replace('+', '-').Replace('/', '_');
            }
        }
    }
}
