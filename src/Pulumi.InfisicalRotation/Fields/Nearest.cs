using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>Finds what the user probably meant.</summary>
internal static class Nearest
{
    /// <summary>The candidate that differs by the fewest edits, where that is less than half of the word; else null.</summary>
    public static string? To(string word, ImmutableArray<string> candidates)
    {
        var best = candidates
            .Select(candidate => (candidate, Edits: Edits(word, candidate)))
            .OrderBy(pair => pair.Edits)
            .FirstOrDefault();
        return best.candidate is not null && best.Edits <= Math.Max(2, word.Length / 2) - (word.Length < 4 ? 1 : 0) ? best.candidate : null;
    }

    private static int Edits(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = diagonal + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
