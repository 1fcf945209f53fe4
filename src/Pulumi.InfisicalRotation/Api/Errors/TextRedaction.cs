using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>Removes secrets from a text of a server or proxy, which may quote the request.</summary>
internal static class TextRedaction
{
    /// <summary>The text with a mark in place of each secret.</summary>
    public static string Without(this string text, IEnumerable<string> secrets) => new Redactor(secrets).Apply(text);

    /// <summary>Every string and number in a JSON value, at any depth.</summary>
    public static ImmutableArray<string> Texts(JsonNode? node) => node switch
    {
        JsonObject map => [.. map.SelectMany(pair => Texts(pair.Value))],
        JsonArray list => [.. list.SelectMany(item => Texts(item))],
        JsonValue value when value.GetValueKind() is JsonValueKind.String => [value.GetValue<string>()],
        JsonValue value when value.GetValueKind() is JsonValueKind.Number => [value.ToJsonString()],
        _ => [],
    };

    /// <summary>Every string and number in a JSON body, at any depth.</summary>
    public static ImmutableArray<string> Texts(byte[]? body) => body is null ? [] : Texts(JsonNode.Parse(body));
}
