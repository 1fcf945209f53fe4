using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TestEngine.Values;

/// <summary>Named values, ordered by name and compared by content.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A map is what the protocol calls it.")]
public sealed class ValueMap : IReadOnlyDictionary<string, Value>, IEquatable<ValueMap>
{
    private readonly ImmutableSortedDictionary<string, Value> _entries;

    private ValueMap(ImmutableSortedDictionary<string, Value> entries) => _entries = entries;

    public static ValueMap Empty { get; } = new(ImmutableSortedDictionary.Create<string, Value>(StringComparer.Ordinal));

    public int Count => _entries.Count;

    public IEnumerable<string> Keys => _entries.Keys;

    public IEnumerable<Value> Values => _entries.Values;

    public bool HoldsUnknown => Values.Any(value => value.HoldsUnknown);

    public Value this[string key] => _entries[key];

    public static ValueMap From(IEnumerable<KeyValuePair<string, Value>> entries) =>
        new(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, entries));

    /// <summary>From a dictionary of plain objects.</summary>
    public static ValueMap From(IDictionary plain) =>
        From(plain.Keys.Cast<object>().Select(key => KeyValuePair.Create(
            Convert.ToString(key, CultureInfo.InvariantCulture)!, Value.From(plain[key]))));

    public ValueMap With(string name, Value value) => new(_entries.SetItem(name, value));

    public ValueMap Without(string name) => new(_entries.Remove(name));

    public ValueMap Plain() => From(_entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Plain())));

    /// <summary>The text at a path such as <c>parameters.userName</c>, secret mark taken off; null where there is none.</summary>
    public string? TextAt(string path) => (At(path)?.Plain() as Value.Text)?.Content;

    /// <summary>The value at a path of names; null where there is none.</summary>
    public Value? At(string path)
    {
        Value? found = new Value.Map(this);
        foreach (var name in path.Split('.'))
        {
            found = found is Value.Secret secret ? secret.Inner : found;
            found = found is Value.Map map && map.Entries.TryGetValue(name, out var next) ? next : null;
        }

        return found;
    }

    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Value value) => _entries.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, Value>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(ValueMap? other) => other is not null && _entries.SequenceEqual(other._entries);

    public override bool Equals(object? obj) => Equals(obj as ValueMap);

    public override int GetHashCode() => _entries.Count;
}
