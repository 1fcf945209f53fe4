using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Login;

namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>Takes secrets out of a text that somebody else wrote: a server or proxy may repeat what it was sent.</summary>
internal static class TextRedaction
{
    /// <summary>Shorter ones are found inside ordinary words, and blanking those would spoil the text: they are taken out where they stand alone.</summary>
    private const int ShortestInside = 4;

    private const string Mark = "[secret]";

    public static string Without(this string text, IEnumerable<string> secrets)
    {
        foreach (var secret in secrets.Where(secret => secret.Length > 0).OrderByDescending(secret => secret.Length))
        {
            text = secret.Length >= ShortestInside ? text.Replace(secret, Mark, StringComparison.Ordinal) : WithoutWord(text, secret);
        }

        return text;
    }

    private static string WithoutWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            var standsAlone = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            (text, at) = standsAlone ? ($"{text[..at]}{Mark}{text[end..]}", at + Mark.Length) : (text, at + 1);
        }

        return text;
    }

    /// <summary>Every text in a JSON value, at any depth.</summary>
    public static ImmutableArray<string> Texts(JsonNode? node) => node switch
    {
        JsonObject map => [.. map.SelectMany(pair => Texts(pair.Value))],
        JsonArray list => [.. list.SelectMany(item => Texts(item))],
        JsonValue value when value.GetValueKind() is JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };

    /// <summary>Every text in a JSON body, at any depth.</summary>
    public static ImmutableArray<string> Texts(byte[]? body) => body is null ? [] : Texts(JsonNode.Parse(body));

    public static IEnumerable<string> Of(Credentials? credentials) => credentials switch
    {
        Credentials.Universal universal => [universal.ClientSecret],
        Credentials.Token token => [token.AccessToken],
        _ => [],
    };
}
