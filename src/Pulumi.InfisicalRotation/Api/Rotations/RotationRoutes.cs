using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Rotations;

/// <summary>The requests about rotations.</summary>
internal static class RotationRoutes
{
    // Room for ten thousand rotations.
    private const long MaxListBytes = 16 * 1024 * 1024;

    private const string Root = "/api/v2/secret-rotations";

    /// <summary>The rotations of a project, of every type.</summary>
    public static ApiRequest List(string projectId) => new(
        HttpMethod.Get,
        $"{Root}?projectId={RoutePart.Escaped(projectId)}",
        $"Listing the rotations of project \"{projectId}\"")
    {
        MaxAnswerBytes = MaxListBytes,
    };

    /// <summary>One rotation.</summary>
    public static ApiRequest Get(string type, string rotationId) =>
        new(HttpMethod.Get, One(type, rotationId), $"Reading rotation \"{rotationId}\"");

    /// <summary>Creates a rotation and issues its first credential.</summary>
    public static ApiRequest Create(string type, NewRotation body) =>
        new(HttpMethod.Post, $"{Root}/{RoutePart.Escaped(type)}", $"Creating rotation \"{body.Name}\"")
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Default.NewRotation),
            Secrets = TextRedaction.Texts(body.TemporaryParameters),
        };

    /// <summary>Changes the properties that the body contains; a null clears one.</summary>
    public static ApiRequest Update(string type, string rotationId, JsonObject body) =>
        new(HttpMethod.Patch, One(type, rotationId), $"Updating rotation \"{rotationId}\"")
        {
            Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
        };

    /// <summary>
    /// Deletes a rotation. Both flags are always sent: the server's default is false, which leaves live credentials
    /// behind.
    /// </summary>
    public static ApiRequest Delete(string type, string rotationId, bool deleteSecrets, bool revokeGeneratedCredentials)
    {
        var query = $"deleteSecrets={RoutePart.Flag(deleteSecrets)}"
            + $"&revokeGeneratedCredentials={RoutePart.Flag(revokeGeneratedCredentials)}";
        return new ApiRequest(
            HttpMethod.Delete, $"{One(type, rotationId)}?{query}", $"Deleting rotation \"{rotationId}\"");
    }

    /// <summary>Rotates once, immediately.</summary>
    public static ApiRequest Rotate(string type, string rotationId) => new(
        HttpMethod.Post,
        $"{One(type, rotationId)}/rotate-secrets",
        $"Rotating the secrets of rotation \"{rotationId}\"");

    /// <summary>Tests the active credential at its service. A success has no body.</summary>
    public static ApiRequest CheckCredentials(string type, string rotationId) => new(
        HttpMethod.Post,
        $"{One(type, rotationId)}/check-credentials",
        $"Checking the credentials of rotation \"{rotationId}\"");

    /// <summary>Moves a rotation and its secrets to another folder; it does not replace secrets there.</summary>
    public static ApiRequest Move(string type, string rotationId, string environment, string secretPath)
    {
        var body = new MoveBody(environment, secretPath, OverwriteDestination: false);
        return new ApiRequest(
            HttpMethod.Post,
            $"{One(type, rotationId)}/move",
            $"Moving rotation \"{rotationId}\" to \"{secretPath}\" in environment \"{environment}\"")
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Default.MoveBody),
        };
    }

    private static string One(string type, string rotationId) =>
        $"{Root}/{RoutePart.Escaped(type)}/{RoutePart.Escaped(rotationId)}";
}
