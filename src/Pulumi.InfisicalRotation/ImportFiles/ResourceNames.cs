using System.Globalization;
using System.Text;

namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>
/// Gives each resource of an import file a name of its own, because a parent is referred to by its name.
/// </summary>
internal static class ResourceNames
{
    private const int MaxLength = 100;

    /// <summary>
    /// The shortest name of each that no other one has, upper and lower case alike: the names become variables of a
    /// program.
    /// </summary>
    /// <param name="wanted">The names of each resource, from the shortest to the most exact one.</param>
    public static IReadOnlyList<string> Assign(IReadOnlyList<IReadOnlyList<string>> wanted)
    {
        var level = new int[wanted.Count];
        var isSettled = false;
        while (!isSettled)
        {
            isSettled = true;
            var counts = Counts(wanted, level);
            for (var index = 0; index < level.Length; index++)
            {
                var isLast = level[index] + 1 == wanted[index].Count;
                if (!isLast && counts[Plain(wanted[index][level[index]])] > 1)
                {
                    level[index]++;
                    isSettled = false;
                }
            }
        }

        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new List<string>(level.Length);
        for (var index = 0; index < level.Length; index++)
        {
            var plain = Plain(wanted[index][level[index]]);
            var name = plain;
            for (var counter = 2; !taken.Add(name); counter++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{plain}-{counter}");
            }

            names.Add(name);
        }

        return names;
    }

    /// <summary>Letters, digits, <c>_</c> and <c>.</c>; everything else becomes a hyphen.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.')
            {
                plain.Append(letter);
            }
            else if (plain.Length > 0 && plain[^1] != '-')
            {
                plain.Append('-');
            }
        }

        var name = plain.ToString().Trim('-');
        return name.Length == 0 ? "resource" : name[..Math.Min(name.Length, MaxLength)];
    }

    private static Dictionary<string, int> Counts(IReadOnlyList<IReadOnlyList<string>> wanted, int[] level)
    {
        var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < level.Length; index++)
        {
            var name = Plain(wanted[index][level[index]]);
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        return counts;
    }
}
