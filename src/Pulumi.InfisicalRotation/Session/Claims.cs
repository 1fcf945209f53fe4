using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// Which resource of the stack claims which rotation name and which secrets. Two that claim the same would pass every look at the
/// server, for neither is there yet, and the second would fail only after the first was made.
/// </summary>
internal sealed class Claims
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<string>> _claimed = new(StringComparer.Ordinal);

    /// <summary>
    /// Claims names for a resource, in place of what it claimed before.
    /// </summary>
    /// <param name="urn">The resource.</param>
    /// <param name="keys">What it claims, each a text that says it whole.</param>
    /// <returns>For each key that another resource has claimed: the key and that resource.</returns>
    public ImmutableArray<(string Key, string Owner)> Claim(string urn, ImmutableArray<string> keys)
    {
        lock (_lock)
        {
            foreach (var key in _claimed.GetValueOrDefault(urn, []))
            {
                _owners.Remove(key);
            }

            var taken = keys.Where(_owners.ContainsKey).Select(key => (key, _owners[key])).ToImmutableArray();
            var mine = keys.Where(key => !_owners.ContainsKey(key)).ToImmutableArray();
            foreach (var key in mine)
            {
                _owners[key] = urn;
            }

            _claimed[urn] = mine;
            return taken;
        }
    }
}
