using Pulumi.InfisicalRotation.ImportFiles;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.ImportFiles;

public sealed class ResourceNamesTests
{
    [Theory]
    [InlineData("a|b", "a b")]
    [InlineData("a,a-dev|a,a-prod", "a-dev a-prod")]
    [InlineData("a,a-dev|A,A-prod|b", "a-dev A-prod b")]
    [InlineData("a,a-dev,a-dev-x|a,a-dev,a-dev-y|a,a-prod,a-prod-x", "a-dev-x a-dev-y a-prod")]
    [InlineData("a|a|a", "a a-2 a-3")]
    [InlineData("a,b|a,c|b,d", "b c d")]
    [InlineData("a|a|a-2", "a a-2 a-2-2")]
    public void Each_has_the_shortest_name_that_is_its_own(string wanted, string expected)
    {
        var names = ResourceNames.Assign([.. wanted.Split('|').Select(one => one.Split(','))]);

        Assert.Equal(expected, string.Join(' ', names));
    }

    [Theory]
    [InlineData("ci-bot", "ci-bot")]
    [InlineData("a[\"x y\"].b", "a-x-y-.b")]
    [InlineData("\u001b[31mred\n", "31mred")]
    [InlineData("///", "resource")]
    public void A_name_is_plain(string text, string expected) => Assert.Equal(expected, ResourceNames.Plain(text));

    [Fact]
    public void Names_of_any_estate_are_distinct_in_any_case()
    {
        var random = new Random(5);
        var wanted = Enumerable.Range(0, 300).Select(_ => Enumerable.Range(0, random.Next(1, 4))
            .Select(_ => $"{(char)('a' + random.Next(4))}{(char)('A' + random.Next(4))}-{random.Next(2)}")
            .ToArray());

        var names = ResourceNames.Assign([.. wanted]);

        Assert.Equal(300, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }
}
