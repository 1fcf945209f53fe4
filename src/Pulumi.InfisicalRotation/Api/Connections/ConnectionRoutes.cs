using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Connections;

/// <summary>The requests about app connections.</summary>
internal static class ConnectionRoutes
{
    private const long MaxListBytes = 16 * 1024 * 1024;

    private const string Root = "/api/v1/app-connections";

    /// <summary>
    /// The connections that the caller may read: those of a project, or all of the organization, its projects' included.
    /// </summary>
    public static ApiRequest List(string? app, string? projectId) => new(
        HttpMethod.Get,
        Root + (app is null ? "" : $"/{RoutePart.Escaped(app)}")
            + (projectId is null ? "" : $"?projectId={RoutePart.Escaped(projectId)}"),
        "Listing the app connections of " + (projectId is null ? "the organization" : $"project \"{projectId}\""))
    {
        MaxAnswerBytes = MaxListBytes,
    };

    /// <summary>One connection. It needs the permission to read connections.</summary>
    public static ApiRequest Get(string app, string connectionId) =>
        new(HttpMethod.Get, One(app, connectionId), $"Reading the {app} connection {connectionId}");

    /// <summary>A connection by its name in a project; without a project, in the organization.</summary>
    public static ApiRequest GetByName(string app, string? projectId, string name) => new(
        HttpMethod.Get,
        $"{Root}/{RoutePart.Escaped(app)}/connection-name/{RoutePart.Escaped(name)}"
            + (projectId is null ? "" : $"?projectId={RoutePart.Escaped(projectId)}"),
        $"Reading the {app} connection \"{name}\"");

    /// <summary>Creates a connection. The server tries the credentials first.</summary>
    /// <param name="app">The slug of the app.</param>
    /// <param name="name">The name of the connection.</param>
    /// <param name="body">The properties of the connection.</param>
    /// <param name="secrets">The secrets in the body.</param>
    public static ApiRequest Create(string app, string name, JsonObject body, ImmutableArray<string> secrets) =>
        new(HttpMethod.Post, $"{Root}/{RoutePart.Escaped(app)}", $"Creating the {app} connection \"{name}\"")
        {
            Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
            Secrets = secrets,
            TriesCredentials = true,
        };

    /// <summary>Changes the properties that the body contains; a null clears one.</summary>
    /// <param name="app">The slug of the app.</param>
    /// <param name="connectionId">The id of the connection.</param>
    /// <param name="body">The changed properties; credentials always whole.</param>
    /// <param name="secrets">The secrets in the body.</param>
    public static ApiRequest Update(
        string app, string connectionId, JsonObject body, ImmutableArray<string> secrets) =>
        new(HttpMethod.Patch, One(app, connectionId), $"Updating the {app} connection {connectionId}")
        {
            Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
            Secrets = secrets,
            TriesCredentials = true,
        };

    /// <summary>Deletes a connection that nothing uses.</summary>
    public static ApiRequest Delete(string app, string connectionId) =>
        new(HttpMethod.Delete, One(app, connectionId), $"Deleting the {app} connection {connectionId}");

    /// <summary>
    /// The connections to an app that the caller may use in a project; without a project, those of the organization.
    /// Unlike the other reads of connections it needs the permission to connect only.
    /// </summary>
    public static ApiRequest ListAvailable(string app, string? projectId) => new(
        HttpMethod.Get,
        $"{Root}/{RoutePart.Escaped(app)}/available"
            + (projectId is null ? "" : $"?projectId={RoutePart.Escaped(projectId)}"),
        projectId is null
            ? $"Listing the {app} connections of the organization"
            : $"Listing the {app} connections that project \"{projectId}\" may use")
    {
        MaxAnswerBytes = MaxListBytes,
    };

    private static string One(string app, string connectionId) =>
        $"{Root}/{RoutePart.Escaped(app)}/{RoutePart.Escaped(connectionId)}";
}
