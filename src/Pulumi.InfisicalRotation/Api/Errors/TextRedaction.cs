using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>Removes secrets from a text of a server or proxy, which may quote the request.</summary>
internal static class TextRedaction
{
    /// <summary>
    /// A shorter secret can be part of an ordinary word, so it is only removed where it stands alone.
    /// </summary>
    private const int ShortestInside = 4;

    private const string Mark = "[secret]";

    /// <summary>The text with a mark in place of each secret.</summary>
    public static string Without(this string text, IEnumerable<string> secrets)
    {
        // The longest first: one secret can contain another.
        foreach (var secret in secrets.Where(secret => secret.Length > 0).OrderByDescending(secret => secret.Length))
        {
            text = secret.Length >= ShortestInside
                ? text.Replace(secret, Mark, StringComparison.Ordinal)
                : WithoutWord(text, secret);
        }

        return text;
    }

    /// <summary>Every string in a JSON value, at any depth.</summary>
    public static ImmutableArray<string> Texts(JsonNode? node) => node switch
    {
        JsonObject map => [.. map.SelectMany(pair => Texts(pair.Value))],
        JsonArray list => [.. list.SelectMany(item => Texts(item))],
        JsonValue value when value.GetValueKind() is JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };

    /// <summary>Every string in a JSON body, at any depth.</summary>
    public static ImmutableArray<string> Texts(byte[]? body) => body is null ? [] : Texts(JsonNode.Parse(body));

    private static string WithoutWord(string text, string word)
    {
        for (var at = Next(text, word, 0); at >= 0; at = Next(text, word, at))
        {
            (text, at) = StandsAlone(text, at, at + word.Length)
                ? ($"{text[..at]}{Mark}{text[(at + word.Length)..]}", at + Mark.Length)
                : (text, at + 1);
        }

        return text;
    }

    private static int Next(string text, string word, int start) => text.IndexOf(word, start, StringComparison.Ordinal);

    private static bool StandsAlone(string text, int start, int end) =>
        (start == 0 || !char.IsLetterOrDigit(text[start - 1]))
        && (end == text.Length || !char.IsLetterOrDigit(text[end]));
}
