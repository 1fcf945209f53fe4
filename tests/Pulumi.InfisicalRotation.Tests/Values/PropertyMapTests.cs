using System.Collections.Immutable;
using CsCheck;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Values;

public sealed class PropertyMapTests
{
    private static readonly Gen<string> Name = Gen.Char["aBc_\u00e9"].Array[0, 2].Select(chars => new string(chars));
    private static readonly Gen<(string Name, double Value)> Change = Gen.Select(Name, Gen.Double[-2, 2]);

    [Fact]
    public void Behaves_as_a_sorted_dictionary_does() => Change.Array[0, 20].Sample(changes =>
    {
        var map = PropertyMap.Empty;
        var expected = ImmutableSortedDictionary.Create<string, PropertyValue>(StringComparer.Ordinal);
        foreach (var (name, value) in changes)
        {
            (map, expected) = value < 0
                ? (map.Without(name), expected.Remove(name))
                : (map.With(name, value), expected.SetItem(name, value));
            Assert.Equal(expected.AsEnumerable(), map.AsEnumerable());
            Assert.Equal(expected.ContainsKey(name), map.ContainsKey(name));
        }

        Assert.Equal(expected.Count, map.Count);
        Assert.Equal(expected.Keys, map.Keys);
        Assert.Equal(expected.Values, map.Values);
        Assert.All(expected, pair => Assert.Equal(pair.Value, map[pair.Key]));
        Assert.Equal(map, PropertyMap.From(expected.Reverse()));
    });

    [Fact]
    public void A_copy_leaves_the_original_as_it_is()
    {
        var original = PropertyMap.Empty.With("a", 1).With("c", 3);

        Assert.Equal(3, original.With("b", 2).Count);
        Assert.Equal(new PropertyValue.Number(9), original.With("a", 9).Get("a"));
        Assert.Equal(["c"], original.Without("a").Keys);
        Assert.Equal(["a", "c"], original.Keys);
        Assert.Equal(new PropertyValue.Number(1), original.Get("a"));
    }

    [Fact]
    public void A_name_occurs_once()
    {
        var map = PropertyMap.From([new("b", 2), new("a", 1), new("b", 2)]);

        Assert.Equal(["a", "b"], map.Keys);
        Assert.Throws<ArgumentException>(() => PropertyMap.From([new("b", 2), new("b", 3)]));
        Assert.Throws<KeyNotFoundException>(() => map["c"]);
    }

    [Fact]
    public void Maps_are_equal_by_content()
    {
        var map = PropertyMap.Empty.With("a", 1).With("b", "x");

        Assert.Equal(map, PropertyMap.Empty.With("b", "x").With("a", 1));
        Assert.NotEqual(map, map.With("b", "y"));
        Assert.NotEqual(map, map.With("c", 1));
        Assert.NotEqual(map, map.Without("a").With("A", 1));
        Assert.False(map.Equals(null));
    }
}
