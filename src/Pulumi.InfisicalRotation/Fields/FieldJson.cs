using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>Converts between plain values and JSON. Nulls are omitted, unless the caller asks for them.</summary>
internal static class FieldJson
{
    public static JsonObject ToJson(PropertyMap map)
    {
        var result = new JsonObject();
        foreach (var (name, value) in map)
        {
            if (ToJson(value) is { } node)
            {
                result[name] = node;
            }
        }

        return result;
    }

    /// <param name="json">The object.</param>
    /// <param name="keepsNulls">Whether an explicit null stays, because it differs from an absent member.</param>
    public static PropertyMap FromJson(JsonObject json, bool keepsNulls = false)
    {
        var members = json.Select(pair => (
            pair.Key, Value: FromJson(pair.Value, keepsNulls) ?? (keepsNulls ? PropertyValue.Null.Instance : null)));
        return PropertyMap.From(members.Where(member => member.Value is not null)
            .Select(member => KeyValuePair.Create(member.Key, member.Value!)));
    }

    public static JsonNode? ToJson(PropertyValue value) => value switch
    {
        PropertyValue.Bool flag => JsonValue.Create(flag.Value),
        PropertyValue.Text text => JsonValue.Create(text.Value),

        // The server requires integers without a fraction, 30 and not 30.0.
        PropertyValue.Number number when Math.Floor(number.Value) == number.Value && Math.Abs(number.Value) < 1e15 =>
            JsonValue.Create((long)number.Value),
        PropertyValue.Number number => JsonValue.Create(number.Value),
        PropertyValue.List list => new JsonArray([.. list.Items.Select(ToJson)]),
        PropertyValue.Map map => ToJson(map.Properties),
        PropertyValue.Null => null,
        _ => throw new InvalidOperationException($"A value of kind {value} cannot be sent."),
    };

    /// <summary>The engine can't store a number that is too large for JSON's usual form, so it stays a text.</summary>
    private static PropertyValue Number(string text) =>
        double.Parse(text, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? number : text;

    private static PropertyValue? FromJson(JsonNode? node, bool keepsNulls) => node switch
    {
        null => null,
        JsonObject map => FromJson(map, keepsNulls),
        JsonArray list => new PropertyValue.List(
            [.. list.Select(item => FromJson(item, keepsNulls) ?? PropertyValue.Null.Instance)]),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => Number(node.ToJsonString()),
            JsonValueKind.String => node.AsValue().GetValue<string>(),
            _ => null,
        },
    };
}
