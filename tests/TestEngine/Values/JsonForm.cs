using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TestEngine.Values;

/// <summary>Values as JSON for people and for configuration; secrets in the clear unless they are to be hidden.</summary>
public static class JsonForm
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };

    public static string Text(Value value, bool hideSecrets = false, bool indented = false) =>
        Node(value, hideSecrets)?.ToJsonString(indented ? Indented : Compact) ?? "null";

    private static JsonNode? Node(Value value, bool hideSecrets) => value switch
    {
        Value.Flag flag => JsonValue.Create(flag.On),
        Value.Number number => JsonValue.Create(number.Amount),
        Value.Text text => JsonValue.Create(text.Content),
        Value.Unknown => JsonValue.Create("[unknown]"),
        Value.Secret when hideSecrets => JsonValue.Create("[secret]"),
        Value.Secret secret => Node(secret.Inner, hideSecrets),
        Value.Resource resource => JsonValue.Create(resource.Id ?? resource.Urn),
        Value.List list => new JsonArray([.. list.Items.Select(item => Node(item, hideSecrets))]),
        Value.Map map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Node(entry.Value, hideSecrets)))),
        _ => null,
    };
}
