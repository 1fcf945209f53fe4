using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Small words for reading and writing JSON trees.</summary>
internal static class Json
{
    // The server writes texts as they are, without escaping what only HTML minds.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Bytes(JsonNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Plain))
        {
            node.WriteTo(writer);
        }

        return stream.ToArray();
    }

    public static string Text(JsonNode node) => Encoding.UTF8.GetString(Bytes(node));

    /// <summary>A number as JavaScript writes it: whole ones without a point.</summary>
    public static JsonValue Number(double number)
    {
        var text = number == Math.Floor(number) && Math.Abs(number) < 1e15
            ? ((long)number).ToString(CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);
        return (JsonValue)JsonNode.Parse(text)!;
    }

    /// <summary>A time as the server writes it.</summary>
    public static JsonNode Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string? TextOf(this JsonObject node, string name) =>
        node[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static bool? FlagOf(this JsonObject node, string name) => node[name]?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static double? NumberOf(this JsonObject node, string name) =>
        node[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)
            : null;

    public static IEnumerable<string> TextsOf(this JsonObject node, string name) =>
        node[name] is JsonArray items ? items.Select(item => item!.ToString()) : [];

    /// <summary>An array of copies, so that no tree is shared between two answers.</summary>
    public static JsonArray Array(IEnumerable<JsonNode> nodes) => new([.. nodes.Select(node => node.Parent is null ? node : node.DeepClone())]);
}
