using Pulumi.InfisicalRotation.Fields;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Fields;

/// <summary>A misspelled name, and the one that was meant.</summary>
public sealed class NearestNameTests
{
    [Theory]
    [InlineData("secretPaht", "secretPath")]
    [InlineData("SECRETPATH", "secretPath")]
    [InlineData("ecretPath", "secretPath")]
    [InlineData("userNames", "userName")]
    [InlineData("completely-different", null)]
    [InlineData("", null)]
    public void The_name_with_the_fewest_changes_is_meant(string word, string? expected) =>
        Assert.Equal(expected, NearestName.To(word, ["environment", "secretPath", "userName"]));

    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("abc", "xbc", true)]
    [InlineData("abc", "axc", true)]
    [InlineData("abc", "abx", true)]
    [InlineData("abc", "bc", true)]
    [InlineData("abc", "ab", true)]
    [InlineData("abc", "abcd", true)]
    [InlineData("abc", "xabc", true)]
    [InlineData("abc", "xyc", false)]
    [InlineData("abc", "a", false)]
    [InlineData("abc", "abcde", false)]
    [InlineData("abcd", "xycd", true)]
    [InlineData("abcd", "xyzd", false)]
    [InlineData("abcdef", "xyzdef", true)]
    [InlineData("abcdef", "wxyzef", false)]
    public void A_short_name_may_differ_in_one_letter_and_a_long_one_in_half_of_them(
        string word, string candidate, bool isNear) =>
        Assert.Equal(isNear ? candidate : null, NearestName.To(word, [candidate]));

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void A_text_of_more_than_200_characters_is_no_misspelled_name(int length, bool isNear) => Assert.Equal(
        isNear, NearestName.To(new string('a', length), [new string('a', length - 1)]) is not null);

    [Fact]
    public void Of_two_equally_near_names_the_first_is_meant() =>
        Assert.Equal("port", NearestName.To("port", ["port", "PORT"]));

    [Fact]
    public void Without_candidates_nothing_is_meant() => Assert.Null(NearestName.To("abc", []));
}
