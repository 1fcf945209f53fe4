using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>
/// The text of a JSON object. A tree takes many times the memory of its text, and of most rotations in a list nobody
/// reads it.
/// </summary>
internal sealed class JsonText(ReadOnlyMemory<byte> utf8)
{
    /// <summary>The text of an object without members.</summary>
    public static JsonText Empty { get; } = new("{}"u8.ToArray());

    /// <summary>
    /// The object. Of two members with one name the last counts: to refuse the whole response would lose a rotation
    /// that exists.
    /// </summary>
    public JsonObject ToTree() => ObjectOf(JsonDocument.Parse(utf8).RootElement);

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
        _ => JsonValue.Create(json),
    };
}
