using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>Finds the name that a user probably meant.</summary>
internal static class NearestName
{
    private const int LongestWord = 200;

    /// <summary>The candidate with the smallest edit distance; null if none is close enough.</summary>
    public static string? To(string word, ImmutableArray<string> candidates)
    {
        if (word.Length > LongestWord)
        {
            return null;
        }

        var best = candidates
            .Select(candidate => (candidate, Distance: EditDistance(word, candidate)))
            .OrderBy(pair => pair.Distance)
            .FirstOrDefault();
        var maxDistance = Math.Max(2, word.Length / 2) - (word.Length < 4 ? 1 : 0);
        return best.candidate is not null && best.Distance <= maxDistance ? best.candidate : null;
    }

    private static int EditDistance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var isSame = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                var replaced = diagonal + (isSame ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
