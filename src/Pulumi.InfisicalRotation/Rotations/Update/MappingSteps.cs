using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Rotations.Update;

/// <summary>
/// The way from one secrets mapping to another. The server renames one secret after the other and does not look at names that the
/// mapping holds now: swapping two, or shifting one onto another, would leave two secrets of one name. So a name is taken only
/// after it was given up, and a circle is opened by way of a name in between.
/// </summary>
internal static class MappingSteps
{
    /// <param name="current">Secret name by field, as the server has it.</param>
    /// <param name="wanted">Secret name by field, as it shall be; the same fields.</param>
    /// <param name="between">Makes a free name from a name that shall be left for a moment.</param>
    /// <returns>Whole mappings, each safe after the one before; the last is the wanted one.</returns>
    public static ImmutableArray<ImmutableSortedDictionary<string, string>> From(
        ImmutableSortedDictionary<string, string> current,
        ImmutableSortedDictionary<string, string> wanted,
        Func<string, string> between)
    {
        // Two fields with one name never part: no way leads there, and the server is left to refuse it.
        if (wanted.Values.Distinct(StringComparer.Ordinal).Count() < wanted.Count)
        {
            return [wanted];
        }

        var steps = ImmutableArray.CreateBuilder<ImmutableSortedDictionary<string, string>>();
        while (!Same(current, wanted))
        {
            var next = Advance(current, wanted);
            if (Same(next, current))
            {
                var stuck = wanted.First(pair => current.GetValueOrDefault(pair.Key) != pair.Value).Key;
                next = current.SetItem(stuck, between(current[stuck]));
            }

            steps.Add(next);
            current = next;
        }

        return steps.ToImmutable();
    }

    /// <summary>Every field takes its wanted name where no other field holds it now.</summary>
    private static ImmutableSortedDictionary<string, string> Advance(
        ImmutableSortedDictionary<string, string> current, ImmutableSortedDictionary<string, string> wanted)
    {
        var next = ImmutableSortedDictionary<string, string>.Empty;
        foreach (var (field, name) in wanted)
        {
            var isHeld = current.Any(pair => pair.Key != field && pair.Value == name);
            next = next.Add(field, isHeld && current.TryGetValue(field, out var kept) ? kept : name);
        }

        return next;
    }

    private static bool Same(ImmutableSortedDictionary<string, string> left, ImmutableSortedDictionary<string, string> right) => left.SequenceEqual(right);
}
