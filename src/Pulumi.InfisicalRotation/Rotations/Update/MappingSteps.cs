using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Rotations.Update;

/// <summary>
/// The way from one secrets mapping to another. The server renames the secrets one after the other and does not check
/// the names that the mapping holds now: a swap or a shift would leave two secrets of one name. So a name is taken only
/// after it is free, and a cycle goes through an intermediate name.
/// </summary>
internal static class MappingSteps
{
    /// <param name="current">Secret names on the server, by mapping field.</param>
    /// <param name="wanted">Requested secret names for the same fields.</param>
    /// <param name="intermediate">Makes a free name from a name that must be vacated for a moment.</param>
    /// <returns>Complete mappings, each safe after the one before; the last is the requested one.</returns>
    public static ImmutableArray<ImmutableSortedDictionary<string, string>> From(
        ImmutableSortedDictionary<string, string> current,
        ImmutableSortedDictionary<string, string> wanted,
        Func<string, string> intermediate)
    {
        // Two fields with one name cannot be reached step by step; the server refuses it.
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
                next = current.SetItem(stuck, intermediate(current[stuck]));
            }

            steps.Add(next);
            current = next;
        }

        return steps.ToImmutable();
    }

    /// <summary>Each field takes its requested name if no other field holds it now.</summary>
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

    private static bool Same(
        ImmutableSortedDictionary<string, string> left, ImmutableSortedDictionary<string, string> right) =>
        left.SequenceEqual(right);
}
