using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi.InfisicalRotation.Values;

/// <summary>
/// Decodes JSON text with signed objects. Stack configuration and language SDKs pass all values except strings as such
/// text, with secrets and unknowns inside.
/// </summary>
internal static class SignedJson
{
    /// <returns>Null if the text is not JSON.</returns>
    public static PropertyValue? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Decode(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static PropertyValue Decode(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.TryGetDouble(out var number) ? number : json.GetRawText(),
        JsonValueKind.String => DecodeText(json.GetString()!),
        JsonValueKind.Array => new PropertyValue.List([.. json.EnumerateArray().Select(Decode)]),
        JsonValueKind.Object => DecodeObject(json),
        _ => PropertyValue.Null.Instance,
    };

    private static PropertyValue DecodeText(string text) =>
        Signatures.IsUnknown(text) ? PropertyValue.Unknown.Instance : text;

    private static PropertyValue DecodeObject(JsonElement json) => SignatureOf(json) switch
    {
        Signatures.Secret => new PropertyValue.Secret(ValueOf(json) ?? PropertyValue.Null.Instance),
        Signatures.Output => new PropertyValue.Output(
            ValueOf(json),
            json.TryGetProperty("secret", out var secret) && secret.ValueKind == JsonValueKind.True,
            ImmutableArray<string>.Empty),
        _ => json.EnumerateObject().Aggregate(
            PropertyMap.Empty, (map, member) => map.With(member.Name, Decode(member.Value))),
    };

    private static string? SignatureOf(JsonElement json) =>
        json.TryGetProperty(Signatures.Key, out var signature) && signature.ValueKind == JsonValueKind.String
            ? signature.GetString()
            : null;

    private static PropertyValue? ValueOf(JsonElement json) =>
        json.TryGetProperty("value", out var value) ? Decode(value) : null;
}
