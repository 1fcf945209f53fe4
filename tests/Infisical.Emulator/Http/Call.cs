using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>One request, decoded as far as every route needs it.</summary>
internal sealed record Call(
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyDictionary<string, string> Query,
    JsonNode? Body,
    Identity? Caller)
{
    /// <summary>Who asks; only on routes that need a token.</summary>
    public Identity Identity => Caller ?? throw new InvalidOperationException("This route takes no token.");

    /// <summary>The client certificate, as the proxy in front hands it on; null for none.</summary>
    public string? Certificate { get; init; }

    /// <summary>A part of the path, by its name in the route's pattern.</summary>
    public string Value(string name) => Values[name];

    /// <summary>The query, read by a schema.</summary>
    public JsonObject ReadQuery(ValidationForm form, params Field[] fields)
    {
        var given = new JsonObject(Query.Select(item => KeyValuePair.Create(item.Key, (JsonNode?)item.Value)));
        return Validator.Read(Field.Of("", [.. fields]), given, form);
    }
}

/// <summary>What a route answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON body, if there is one.</param>
internal sealed record Answer(int Status, JsonNode? Body)
{
    public static Answer Ok(JsonNode body) => new(200, body);

    /// <summary>One thing under one name, as most routes answer.</summary>
    public static Answer Of(string name, JsonNode? body) => new(200, new JsonObject { [name] = body });

    public static Answer Empty { get; } = new(204, null);
}
