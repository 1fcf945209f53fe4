using System.Collections;
using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Values;

/// <summary>Named values, ordered by name and compared by content.</summary>
internal sealed class PropertyMap : IReadOnlyDictionary<string, PropertyValue>, IEquatable<PropertyMap>
{
    private readonly ImmutableSortedDictionary<string, PropertyValue> _values;

    private PropertyMap(ImmutableSortedDictionary<string, PropertyValue> values) => _values = values;

    public static PropertyMap Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, PropertyValue>(StringComparer.Ordinal));

    public int Count => _values.Count;

    public IEnumerable<string> Keys => _values.Keys;

    public IEnumerable<PropertyValue> Values => _values.Values;

    public PropertyValue this[string key] => _values[key];

    public static PropertyMap From(IEnumerable<KeyValuePair<string, PropertyValue>> pairs) =>
        new(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, pairs));

    /// <summary>A copy with the value added or replaced.</summary>
    public PropertyMap With(string name, PropertyValue value) => new(_values.SetItem(name, value));

    public PropertyMap Without(string name) => new(_values.Remove(name));

    /// <summary>The value, or null if it is absent or an explicit null. A null may have a secret wrapper.</summary>
    public PropertyValue? Get(string name) =>
        _values.TryGetValue(name, out var value) && !value.IsNull() ? value : null;

    public bool ContainsKey(string key) => _values.ContainsKey(key);

    public bool TryGetValue(
        string key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out PropertyValue value) =>
        _values.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, PropertyValue>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(PropertyMap? other) => other is not null && _values.SequenceEqual(other._values);

    public override bool Equals(object? obj) => Equals(obj as PropertyMap);

    public override int GetHashCode() => _values.Count;
}
