using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Pulumi.InfisicalRotation.Values;

/// <summary>Named values, ordered by name and compared by content.</summary>
/// <remarks>
/// A sorted array: a process keeps the inputs of each resource of the stack, and a tree takes several times the memory.
/// </remarks>
internal sealed class PropertyMap : IReadOnlyDictionary<string, PropertyValue>, IEquatable<PropertyMap>
{
    private readonly string[] _names;
    private readonly PropertyValue[] _values;

    private PropertyMap(string[] names, PropertyValue[] values) => (_names, _values) = (names, values);

    public static PropertyMap Empty { get; } = new([], []);

    public int Count => _names.Length;

    public IEnumerable<string> Keys => _names.AsReadOnly();

    public IEnumerable<PropertyValue> Values => _values.AsReadOnly();

    public PropertyValue this[string key] => TryGetValue(key, out var value)
        ? value
        : throw new KeyNotFoundException($"There is no property \"{key}\".");

    /// <exception cref="ArgumentException">A name occurs twice, with different values.</exception>
    public static PropertyMap From(IEnumerable<KeyValuePair<string, PropertyValue>> pairs)
    {
        List<string> names = [];
        List<PropertyValue> values = [];
        foreach (var (name, value) in pairs)
        {
            names.Add(name);
            values.Add(value);
        }

        var (sortedNames, sortedValues) = (names.ToArray(), values.ToArray());
        Array.Sort(sortedNames, sortedValues, StringComparer.Ordinal);
        for (var index = 1; index < sortedNames.Length; index++)
        {
            if (sortedNames[index] == sortedNames[index - 1])
            {
                return WithoutRepeated(sortedNames, sortedValues);
            }
        }

        return sortedNames.Length == 0 ? Empty : new PropertyMap(sortedNames, sortedValues);
    }

    /// <summary>A copy with the value added or replaced.</summary>
    public PropertyMap With(string name, PropertyValue value)
    {
        var index = Find(name);
        if (index < 0)
        {
            return new PropertyMap([.. _names[..~index], name, .. _names[~index..]],
                [.. _values[..~index], value, .. _values[~index..]]);
        }

        PropertyValue[] values = [.. _values];
        values[index] = value;
        return new PropertyMap(_names, values);
    }

    public PropertyMap Without(string name) => Find(name) is >= 0 and var index
        ? new PropertyMap(
            [.. _names[..index], .. _names[(index + 1)..]], [.. _values[..index], .. _values[(index + 1)..]])
        : this;

    /// <summary>The value, or null if it is absent or an explicit null. A null may have a secret wrapper.</summary>
    public PropertyValue? Get(string name) => TryGetValue(name, out var value) && !value.IsNull() ? value : null;

    public bool ContainsKey(string key) => Find(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out PropertyValue value)
    {
        var index = Find(key);
        value = index >= 0 ? _values[index] : null;
        return index >= 0;
    }

    public IEnumerator<KeyValuePair<string, PropertyValue>> GetEnumerator()
    {
        for (var index = 0; index < _names.Length; index++)
        {
            yield return KeyValuePair.Create(_names[index], _values[index]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(PropertyMap? other) => other is not null
        && (ReferenceEquals(this, other)
            || (_names.AsSpan().SequenceEqual(other._names) && _values.AsSpan().SequenceEqual(other._values)));

    public override bool Equals(object? obj) => Equals(obj as PropertyMap);

    public override int GetHashCode() => _names.Length;

    private int Find(string name) => Array.BinarySearch(_names, name, StringComparer.Ordinal);

    private static PropertyMap WithoutRepeated(string[] names, PropertyValue[] values)
    {
        List<string> keptNames = [names[0]];
        List<PropertyValue> keptValues = [values[0]];
        for (var index = 1; index < names.Length; index++)
        {
            if (names[index] != names[index - 1])
            {
                keptNames.Add(names[index]);
                keptValues.Add(values[index]);
            }
            else if (!values[index].Equals(values[index - 1]))
            {
                throw new ArgumentException($"The property \"{names[index]}\" occurs twice.");
            }
        }

        return new PropertyMap([.. keptNames], [.. keptValues]);
    }
}
