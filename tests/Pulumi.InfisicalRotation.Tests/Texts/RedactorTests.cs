using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Texts;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Texts;

/// <summary>No form of a secret is left in a text from outside.</summary>
public sealed class RedactorTests
{
    // No lower-case letter, so that no secret is a part of the mark.
    private static readonly Gen<string> Secrets = Gen.OneOf(
        "A", "Z", "7", "0", "\"", "\\", "/", "%", "+", "&", "<", "=", ":", "@", "É", "世", "😀", "\u2603", "'")
        .Array[6, 20].Select(string.Concat);

    private static readonly Gen<string> Surroundings = Gen.OneOf(
        "login as ", " failed", "C:\\dir ", "100% ", "&amp;", "\"", "\n", "\u001b[31m", "=", " ", "…", "A", "+").Array[0, 6]
        .Select(string.Concat);

    private static readonly (string Name, Func<string, string> Encode)[] Encodings =
    [
        ("as it is", text => text),
        ("JSON", text => JsonSerializer.Serialize(text)[1..^1]),
        ("relaxed JSON", text => JsonSerializer.Serialize(text, Relaxed)[1..^1]),
        ("JSON with every letter escaped", EveryLetter),
        ("URL", Uri.EscapeDataString),
        ("lower-case URL", text => LowerHex(Uri.EscapeDataString(text))),
        ("form", WebUtility.UrlEncode!),
        ("HTML", WebUtility.HtmlEncode!),
    ];

    private static readonly (string Name, Func<string, string> Encode)[] Additions =
    [
        ("nothing", text => text),
        ("zero-width letters inside", text => string.Join('\u200b', text.EnumerateRunes())),
        ("terminal sequences inside", text => string.Join("\u001b[0m", text.EnumerateRunes())),
        ("colour directives inside", text => string.Join("<{%reset%}>", text.EnumerateRunes())),
    ];

    private static JsonSerializerOptions Relaxed { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Gen<Func<string, string>> Inner = Gen.OneOf(Encodings).Select(one => one.Encode);

    private static readonly Gen<Func<string, string>> Outer =
        Gen.OneOf([.. Encodings, .. Additions]).Select(one => one.Encode);

    [Fact]
    public void No_form_of_a_secret_is_left_in_a_text_from_outside() =>
        Gen.Select(Secrets, Surroundings, Surroundings, Inner, Outer).Sample(
            (secret, before, after, inner, outer) =>
            {
                var form = outer(inner(secret));

                var safe = OutsideText.Safe(before + form + after, new Redactor([secret]));

                return safe.Contains("[secret]", StringComparison.Ordinal)
                    && !safe.Contains(form, StringComparison.Ordinal)
                    && !safe.Contains(secret, StringComparison.Ordinal);
            },
            iter: 20_000);

    [Fact]
    public void A_secret_in_base64_is_not_left() =>
        Gen.Select(Secrets, Gen.OneOf("", "u", "us", "user", "Aladdin")).Sample(
            (secret, user) =>
            {
                var form = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}"));

                var safe = OutsideText.Safe($"Proxy-Authorization: Basic {form}", new Redactor([secret]));

                return safe.Contains("[secret]", StringComparison.Ordinal)
                    && !safe.Contains(form, StringComparison.Ordinal);
            },
            iter: 2000);

    [Fact]
    public void A_secret_that_a_limit_cuts_is_not_shown_in_part() =>
        Gen.Select(Secrets, Gen.Int[0, 40]).Sample(
            (secret, distance) =>
            {
                var text = new string('x', 2000 - distance) + secret + new string('y', 100);

                // A user's secret is redacted after the text of the server was cut.
                var safe = OutsideText.Safe(text, new Redactor([])).Without([secret]);

                return safe.Length <= 2010
                    && !safe.Contains(secret[..4] + "…", StringComparison.Ordinal)
                    && !safe.Contains(secret[..5], StringComparison.Ordinal);
            },
            iter: 2000);

    [Fact]
    public void A_secret_at_the_end_of_a_long_text_is_redacted_before_the_text_is_cut()
    {
        var text = new string('x', 1990) + "S3CRET-OF-THE-CLIENT" + new string('y', 1_000_000);

        var safe = OutsideText.Safe(text, new Redactor(["S3CRET-OF-THE-CLIENT"]));

        Assert.Equal(new string('x', 1990) + "[secret]y…", safe);
    }

    [Fact]
    public void A_text_of_many_megabytes_takes_little_memory()
    {
        var text = string.Concat(Enumerable.Repeat("%25u\\u0025&amp;", 500_000)) + "S3CRET-OF-THE-CLIENT";
        var before = GC.GetAllocatedBytesForCurrentThread();

        var safe = OutsideText.Safe(text, new Redactor(["S3CRET-OF-THE-CLIENT"]));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 60L * 1024 * 1024);
        Assert.InRange(safe.Length, 1900, 2000);
    }

    [Theory]
    [InlineData("proxy 'http://user:pw@host:3128/' failed", "proxy 'http://[secret]@host:3128/' failed")]
    [InlineData("postgres://app:p@ss@db/x", "postgres://[secret]@db/x")]
    [InlineData("\"url\":\"http:\\/\\/user:pw@host\"", "\"url\":\"http:\\/\\/[secret]@host\"")]
    [InlineData("to=http%3A%2F%2Fuser%3Apw%40host%2F", "to=http%3A%2F%2F[secret]%40host%2F")]
    [InlineData("proxy http://user:p…", "proxy http://[secret]…")]
    [InlineData("see https://docs.test/a@b or mail x@y", "see https://docs.test/a@b or mail x@y")]
    public void The_user_information_of_a_URL_is_redacted(string text, string redacted) =>
        Assert.Equal(redacted, Redactor.OfUserInformation.Apply(text));

    [Fact]
    public void A_blank_secret_is_ignored() => Assert.Equal("a b", "a b".Without([" ", "", "\u200b", "\n"]));

    private static string EveryLetter(string text) => string.Concat(
        text.Select(letter => "\\u" + ((int)letter).ToString("X4", CultureInfo.InvariantCulture)));

    private static string LowerHex(string text) => string.Concat(text.Select((letter, index) =>
        (index > 0 && text[index - 1] == '%') || (index > 1 && text[index - 2] == '%')
            ? char.ToLowerInvariant(letter)
            : letter));
}
