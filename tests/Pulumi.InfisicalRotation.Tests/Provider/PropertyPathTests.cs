using Pulumi.InfisicalRotation.Provider;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Provider;

/// <summary>Paths in the notation of the engine, made and read.</summary>
public sealed class PropertyPathTests
{
    [Theory]
    [InlineData("", "a", "a")]
    [InlineData("a", "b", "a.b")]
    [InlineData("a", "b_1", "a.b_1")]
    [InlineData("a", "_b", "a._b")]
    [InlineData("a", "1b", "a[\"1b\"]")]
    [InlineData("a", "b.c", "a[\"b.c\"]")]
    [InlineData("a", "b-c", "a[\"b-c\"]")]
    [InlineData("a", "\u00e4", "a[\"\u00e4\"]")]
    [InlineData("a", "", "a[\"\"]")]
    [InlineData("a", "b\"c\\d", "a[\"b\\\"c\\\\d\"]")]
    [InlineData("", "b.c", "[\"b.c\"]")]
    public void A_member_is_quoted_where_it_is_no_identifier(string parent, string name, string path)
    {
        Assert.Equal(path, PropertyPath.Member(parent, name));
        Assert.True(PropertyPath.IsWithin(path, parent));
        Assert.Equal(parent.Length == 0 ? name : parent, PropertyPath.Root(path));
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a.b", "a")]
    [InlineData("a[0].b", "a")]
    [InlineData("a[\"b\"]", "a")]
    [InlineData("[\"a.b\"].c", "a.b")]
    [InlineData("[\"a\\\"b\"]", "a\"b")]
    [InlineData("", "")]
    public void The_root_is_the_first_name(string path, string root) => Assert.Equal(root, PropertyPath.Root(path));

    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a.b", "a", true)]
    [InlineData("a", "a.b", false)]
    [InlineData("ab", "a", false)]
    [InlineData("a.bc", "a.b", false)]
    [InlineData("a[0].b", "a[0]", true)]
    [InlineData("a[10]", "a[1]", false)]
    [InlineData("a[1]", "a[*]", true)]
    [InlineData("a.b.c", "a[*]", true)]
    [InlineData("a", "a[*]", false)]
    [InlineData("a[1].b", "a[*].b", true)]
    [InlineData("a[1].c", "a[*].b", false)]
    [InlineData("a[\"b.c\"]", "a[\"b.c\"]", true)]
    [InlineData("a.b", "a[\"b\"]", true)]
    [InlineData("a[\"b.c\"]", "a.b", false)]
    [InlineData("a[\"b\\\"]\"].c", "a[\"b\\\"]\"]", true)]
    [InlineData("a[\"b\"][0]", "a.b[0]", true)]
    [InlineData("a[\"b", "a", true)]
    [InlineData("a[", "a", true)]
    public void A_path_is_within_itself_and_its_parents(string path, string outer, bool isWithin) =>
        Assert.Equal(isWithin, PropertyPath.IsWithin(path, outer));
}
