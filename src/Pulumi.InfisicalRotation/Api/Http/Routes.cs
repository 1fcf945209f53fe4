using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Rotations;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>The server's routes: from arguments to a request.</summary>
internal static class Routes
{
    private const string Rotations = "/api/v2/secret-rotations";

    public static ApiRequest ListRotations(string projectId) =>
        new(HttpMethod.Get, $"{Rotations}?projectId={Part(projectId)}", $"Listing the rotations of project \"{projectId}\"");

    public static ApiRequest GetRotation(string type, string rotationId) =>
        new(HttpMethod.Get, One(type, rotationId), $"Reading rotation \"{rotationId}\"");

    public static ApiRequest GetRotationByName(string type, string name, string projectId, string environment, string secretPath) =>
        new(HttpMethod.Get,
            $"{Rotations}/{Part(type)}/rotation-name/{Part(name)}?projectId={Part(projectId)}&environment={Part(environment)}&secretPath={Part(secretPath)}",
            $"Reading rotation \"{name}\"");

    public static ApiRequest CreateRotation(string type, NewRotation body) =>
        new(HttpMethod.Post, $"{Rotations}/{Part(type)}", $"Creating rotation \"{body.Name}\"")
        {
            Body = Json(body, ApiJson.Default.NewRotation),
            Secrets = TextRedaction.Texts(body.TemporaryParameters),
        };

    public static ApiRequest UpdateRotation(string type, string rotationId, RotationPatch body)
    {
        var json = JsonSerializer.SerializeToNode(body, ApiJson.Default.RotationPatch)!.AsObject();
        if (body.ClearDescription)
        {
            json["description"] = null;
        }

        return new(HttpMethod.Patch, One(type, rotationId), $"Updating rotation \"{rotationId}\"") { Body = Utf8(json) };
    }

    // Both flags are always said: the server takes an absent one for false, which leaves live credentials behind.
    public static ApiRequest DeleteRotation(string type, string rotationId, bool deleteSecrets, bool revokeGeneratedCredentials) =>
        new(HttpMethod.Delete,
            $"{One(type, rotationId)}?deleteSecrets={Flag(deleteSecrets)}&revokeGeneratedCredentials={Flag(revokeGeneratedCredentials)}",
            $"Deleting rotation \"{rotationId}\"");

    public static ApiRequest RotateSecrets(string type, string rotationId) =>
        new(HttpMethod.Post, $"{One(type, rotationId)}/rotate-secrets", $"Rotating the secrets of rotation \"{rotationId}\"");

    public static ApiRequest MoveRotation(string type, string rotationId, string environment, string secretPath) =>
        new(HttpMethod.Post, $"{One(type, rotationId)}/move", $"Moving rotation \"{rotationId}\" to \"{secretPath}\" in environment \"{environment}\"")
        {
            Body = Json(new MoveBody(environment, secretPath, OverwriteDestination: false), ApiJson.Default.MoveBody),
        };

    public static ApiRequest ListAvailableConnections(string app, string? projectId) =>
        new(HttpMethod.Get,
            $"/api/v1/app-connections/{Part(app)}/available{(projectId is null ? "" : $"?projectId={Part(projectId)}")}",
            $"Listing the {app} connections that {(projectId is null ? "the organisation offers" : $"project \"{projectId}\" may use")}");

    public static ApiRequest ListFolders(string projectId, string environment, string path) =>
        new(HttpMethod.Get,
            $"/api/v2/folders?projectId={Part(projectId)}&environment={Part(environment)}&path={Part(path)}",
            $"Listing the folders in \"{path}\" of environment \"{environment}\"")
        {
            Class = RateClass.Secrets,
        };

    public static ApiRequest ListSecretNames(string projectId, string environment, string secretPath) =>
        new(HttpMethod.Get,
            $"/api/v4/secrets?projectId={Part(projectId)}&environment={Part(environment)}&secretPath={Part(secretPath)}"
                + "&viewSecretValue=false&expandSecretReferences=false&recursive=false",
            $"Listing the names of the secrets in \"{secretPath}\" of environment \"{environment}\"")
        {
            Class = RateClass.Secrets,
        };

    /// <summary>The same of a server that has the third version of the route only.</summary>
    public static ApiRequest ListSecretNamesV3(string projectId, string environment, string secretPath) =>
        new(HttpMethod.Get,
            $"/api/v3/secrets/raw?workspaceId={Part(projectId)}&environment={Part(environment)}&secretPath={Part(secretPath)}"
                + "&viewSecretValue=false&expandSecretReferences=false&recursive=false",
            $"Listing the names of the secrets in \"{secretPath}\" of environment \"{environment}\"")
        {
            Class = RateClass.Secrets,
        };

    public static ApiRequest LogIn(Credentials.Universal identity, string? organization) =>
        new(HttpMethod.Post, "/api/v1/auth/universal-auth/login", "Logging in")
        {
            Body = Json(
                new UniversalLoginBody(identity.ClientId, identity.ClientSecret, organization, organization), ApiJson.Default.UniversalLoginBody),
            IsLogin = true,
        };

    private static string One(string type, string rotationId) => $"{Rotations}/{Part(type)}/{Part(rotationId)}";

    private static string Flag(bool value) => value ? "true" : "false";

    /// <summary>
    /// One escaped part of a path or query. An empty one would address another route (the list instead of the object), and so would dots.
    /// </summary>
    private static string Part(string value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
        return value is "." or ".." ? throw new ArgumentException($"\"{value}\" is no {name}.", name) : Uri.EscapeDataString(value);
    }

    private static byte[] Json<T>(T body, JsonTypeInfo<T> shape) => JsonSerializer.SerializeToUtf8Bytes(body, shape);

    private static byte[] Utf8(JsonObject json) => System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
}
