using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Connections;

/// <summary>What the tests of app connections share.</summary>
internal static class ConnectionApi
{
    public const string Base = "/api/v1/app-connections";
    public const string Aws = $"{Base}/aws";
    public const string Postgres = $"{Base}/postgres";

    /// <summary>Every app with each of its methods.</summary>
    public static TheoryData<string, string> Methods
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var app in Contract.Apps)
            {
                foreach (var method in Facts(app, "connection.json")["methods"]!.AsArray())
                {
                    data.Add(app, method!["method"]!.GetValue<string>());
                }
            }

            return data;
        }
    }

    public static JsonNode Facts(string app, string file) => Contract.Read($"app-connections/{app}", file);

    public static JsonArray FieldsOf(string app, string method) => Facts(app, "connection.json")["methods"]!.AsArray()
        .Single(known => known!["method"]!.GetValue<string>() == method)!["credentials"]!.AsArray();

    /// <summary>The body that makes a connection, as the contract has it.</summary>
    public static JsonObject Body(string app, string method) => Facts(app, "create.json")[method]!.AsObject();

    /// <summary>The same body with some of its values set; a dot leads into the credentials.</summary>
    public static JsonObject With(this JsonObject body, string path, JsonNode? value)
    {
        var parts = path.Split('.');
        (parts.Length == 1 ? body : body[parts[0]]!.AsObject())[parts[^1]] = value;
        return body;
    }

    public static JsonObject Without(this JsonObject body, string path)
    {
        var parts = path.Split('.');
        (parts.Length == 1 ? body : body[parts[0]]!.AsObject()).Remove(parts[^1]);
        return body;
    }

    public static async Task<JsonObject> CreateAsync(this Api api, string app, JsonObject body) =>
        (await api.Post($"{Base}/{app}", body)).Expect(200)["appConnection"]!.AsObject();

    public static async Task<JsonObject> ChangeAsync(this Api api, string app, JsonObject connection, JsonObject body) =>
        (await api.Patch($"{Base}/{app}/{connection["id"]}", body)).Expect(200)["appConnection"]!.AsObject();

    public static string HashOf(JsonObject connection) => connection["credentialsHash"]!.GetValue<string>();

    public static string IdOf(JsonObject connection) => connection["id"]!.GetValue<string>();

    public static WorldConnection StoredOf(this Api api, JsonObject connection) => api.Server.World.AppConnections.Find(IdOf(connection))!;
}
