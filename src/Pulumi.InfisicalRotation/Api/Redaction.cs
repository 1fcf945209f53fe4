using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.Api;

/// <summary>Takes secrets out of a text that somebody else wrote: a server or proxy may repeat what it was sent.</summary>
internal static class Redaction
{
    // Shorter ones are found in ordinary words, and blanking those would spoil the text without hiding anything.
    private const int Shortest = 4;

    public static string Without(this string text, IEnumerable<string> secrets)
    {
        foreach (var secret in secrets.Where(secret => secret.Length >= Shortest).OrderByDescending(secret => secret.Length))
        {
            text = text.Replace(secret, "[secret]", StringComparison.Ordinal);
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
