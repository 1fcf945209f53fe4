using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>
/// Reads an object whose members only the service knows. Of two members with one name the last counts: to refuse the
/// whole response would lose a rotation that exists.
/// </summary>
internal sealed class JsonTreeConverter : JsonConverter<JsonObject>
{
    public override JsonObject Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? ObjectOf(document.RootElement)
            : throw new JsonException("an object was expected");
    }

    public override void Write(Utf8JsonWriter writer, JsonObject value, JsonSerializerOptions options) =>
        value.WriteTo(writer);

    private static JsonObject ObjectOf(JsonElement json)
    {
        var tree = new JsonObject();
        foreach (var member in json.EnumerateObject())
        {
            tree[member.Name] = NodeOf(member.Value);
        }

        return tree;
    }

    private static JsonNode? NodeOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => ObjectOf(json),
        JsonValueKind.Array => new JsonArray([.. json.EnumerateArray().Select(NodeOf)]),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(json.Clone()),
    };
}
