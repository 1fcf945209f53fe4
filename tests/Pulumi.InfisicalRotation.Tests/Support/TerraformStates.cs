using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>Outputs of <c>terraform show -json</c>, reduced to what a resource of the peer has in them.</summary>
internal static class TerraformStates
{
    public const string Id = "7d9e1fd3-2d61-4c64-8e31-a6ca1f3b9e53";

    public static string Of(params JsonObject[] resources) => InModules(new JsonObject
    {
        ["resources"] = new JsonArray([.. resources]),
    });

    public static string InModules(JsonObject root) => new JsonObject
    {
        ["format_version"] = "1.0",
        ["terraform_version"] = "1.9.8",
        ["values"] = new JsonObject { ["root_module"] = root },
    }.ToJsonString();

    public static JsonObject Rotation(string name, string id, string type = "aws_iam_user_secret") => Resource(
        $"infisical_secret_rotation_{type}",
        name,
        new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["project_id"] = "p",
            ["connection_id"] = Id,
            ["environment"] = "dev",
            ["secret_path"] = "/services",
            ["auto_rotation_enabled"] = true,
        });

    public static JsonObject Connection(string name, string id, string app) => Resource(
        $"infisical_app_connection_{app}",
        name,
        new JsonObject { ["id"] = id, ["credentials"] = new JsonObject { ["secret_access_key"] = "hidden-key" } });

    public static JsonObject Resource(string type, string name, JsonObject values) => new()
    {
        ["address"] = $"{type}.{name}",
        ["mode"] = "managed",
        ["type"] = type,
        ["name"] = name,
        ["values"] = values,
    };

    public static JsonObject With(this JsonObject resource, string key, JsonNode? value)
    {
        resource[key] = value;
        return resource;
    }

    public static JsonObject WithValue(this JsonObject resource, string key, JsonNode? value)
    {
        resource["values"]![key] = value;
        return resource;
    }
}
