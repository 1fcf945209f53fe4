using System.Globalization;
using System.Text;
using CsCheck;
using Pulumi.InfisicalRotation.Texts;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Texts;

public sealed class PrintableTests
{
    private static readonly Gen<string> Hostile = Gen.OneOf(
        "<", "{", "%", "}", ">", "<{%", "%}>", "fg 1", "\u001b", "\u001b[31m", "[", "m", "\u009b", "\u0007", "\n", "\r",
        "\u0085", "\u2028", "\u2029", "\u202e", "\u2066", "\u200b", "\u00ad", "\ufeff", "\ud800", "\udc00", "\ufe0f",
        "\U000e0041", "\u0000", "\u007f", "😀", "é", " ", "a").Array[0, 40].Select(string.Concat);

    [Theory]
    [InlineData("a plain text", "a plain text")]
    [InlineData("one\nerror: forged\r\ntwo", "one error: forged two")]
    [InlineData("one\u2028two\u2029three\u0085four\vfive\tsix", "one two three four five six")]
    [InlineData("\u001b[31mred\u001b[0m and \u009b1;2Hhome", "red and home")]
    [InlineData("\u001b]0;title\u0007text", "]0;titletext")]
    [InlineData("abc\u202edef\u2066ghi\u200bjkl\u2060mno\ufeff", "abcdefghijklmno")]
    [InlineData("<{%fg 1%}>red<{%reset%}>", "red")]
    [InlineData("<{%<{%fg 1%}>reset%}>red", "resetred")]
    [InlineData("<{<{%x%}>%reset%}>red", "red")]
    [InlineData("<\u200b{%reset%\u0000}>red", "red")]
    [InlineData("a <{% without an end", "a without an end")]
    [InlineData("a %}> without a start", "a without a start")]
    [InlineData("  many   spaces ", "many spaces")]
    [InlineData("{%}> <{} 50% <a>", "{ <{} 50% <a>")]
    [InlineData("Grüße, 世界 😀", "Grüße, 世界 😀")]
    public void A_text_becomes_one_line_of_printable_characters(string text, string line) =>
        Assert.Equal(line, Printable.Line(text));

    [Fact]
    public void A_lone_surrogate_is_replaced() => Assert.Equal("a\ufffdb\ufffd", Printable.Line("a\ud800b\udc00"));

    [Fact]
    public void No_text_of_any_kind_leaves_a_character_that_controls_a_terminal() =>
        Hostile.Sample(text => IsSafe(Printable.Line(text)) && IsSafe(Printable.Line(text, 12)), iter: 5000);

    [Fact]
    public void A_clean_text_stays_as_it_is() =>
        Hostile.Select(Printable.Line).Sample(line => Printable.Line(line) == line, iter: 5000);

    [Theory]
    [InlineData("0123456789", "0123456789")]
    [InlineData("01234567890", "012345678…")]
    [InlineData("01234567😀90", "01234567…")]
    [InlineData("012345\\u00e9", "012345…")]
    [InlineData("01234567%C3%A9", "01234567…")]
    public void A_long_text_is_cut_between_characters(string text, string cut) =>
        Assert.Equal(cut, Printable.Line(text, 10));

    [Fact]
    public void A_megabyte_of_directives_takes_no_longer_than_a_megabyte_of_letters() =>
        Assert.Equal("", Printable.Line(string.Concat(Enumerable.Repeat("<{%", 350_000))));

    private static bool IsSafe(string line) =>
        !line.Contains("<{%", StringComparison.Ordinal)
        && !line.Contains("%}>", StringComparison.Ordinal)
        && line.EnumerateRunes().All(letter => Rune.GetUnicodeCategory(letter) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator))
        && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(line)) == line;
}
