using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>Gives each resource of an import file a name of its own, because a parent is referred to by its name.</summary>
internal static class ResourceNames
{
    private const int MaxLength = 100;

    /// <summary>
    /// The shortest name of each that no other one has, upper and lower case alike: the names become variables of a
    /// program.
    /// </summary>
    /// <param name="wanted">The names of each resource, from the shortest to the most exact one.</param>
    public static ImmutableArray<string> Assign(ImmutableArray<ImmutableArray<string>> wanted)
    {
        var level = new int[wanted.Length];
        while (Ambiguous(wanted, level) is { Count: > 0 } ambiguous
            && ambiguous.Any(index => level[index] + 1 < wanted[index].Length))
        {
            foreach (var index in ambiguous)
            {
                level[index] = Math.Min(level[index] + 1, wanted[index].Length - 1);
            }
        }

        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = ImmutableArray.CreateBuilder<string>(wanted.Length);
        foreach (var (choices, index) in wanted.Select((choices, index) => (choices, index)))
        {
            var name = Plain(choices[level[index]]);
            for (var counter = 2; !taken.Add(name); counter++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{Plain(choices[level[index]])}-{counter}");
            }

            names.Add(name);
        }

        return names.MoveToImmutable();
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

    private static HashSet<int> Ambiguous(ImmutableArray<ImmutableArray<string>> wanted, int[] level) =>
    [
        .. wanted.Select((choices, index) => (Name: Plain(choices[level[index]]), Index: index))
            .GroupBy(pair => pair.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .SelectMany(group => group.Select(pair => pair.Index)),
    ];
}
