using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>Reads an object whose members only the service knows, and keeps its text.</summary>
internal sealed class JsonTextConverter : JsonConverter<JsonText>
{
    public override JsonText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var text = JsonMarshal.GetRawUtf8Value(document.RootElement);
        return document.RootElement.ValueKind == JsonValueKind.Object && IsReadable(text)
            ? new JsonText(text.ToArray())
            : throw new JsonException("an object was expected");
    }

    public override void Write(Utf8JsonWriter writer, JsonText value, JsonSerializerOptions options) =>
        value.ToTree().WriteTo(writer);

    /// <summary>
    /// Whether each string can be read later, when an exception would come too late. Only bytes that are no text, and
    /// one half of a pair of surrogates, can't.
    /// </summary>
    private static bool IsReadable(ReadOnlySpan<byte> json)
    {
        for (var rest = json; rest.IndexOf((byte)'\\') is >= 0 and var at;)
        {
            rest = rest[at..];
            var letter = Letter(rest);
            var isHigh = char.IsHighSurrogate(letter);
            if (char.IsLowSurrogate(letter) || (isHigh && !char.IsLowSurrogate(Letter(rest[6..]))))
            {
                return false;
            }

            rest = rest[(isHigh ? 12 : 2)..];
        }

        return Utf8.IsValid(json);
    }

    /// <summary>The character of an escape such as <c>\u00e9</c>; NUL for another escape.</summary>
    private static char Letter(ReadOnlySpan<byte> json) =>
        json is [(byte)'\\', (byte)'u', _, _, _, _, ..]
        && Utf8Parser.TryParse(json[2..6], out ushort letter, out _, 'x')
            ? (char)letter
            : '\0';
}
