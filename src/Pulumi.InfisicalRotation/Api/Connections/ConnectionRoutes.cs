using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Connections;

/// <summary>The requests about app connections.</summary>
internal static class ConnectionRoutes
{
    private const long MaxListBytes = 4 * 1024 * 1024;

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
    public static ApiRequest Get(string app, string connectionId) => new(
        HttpMethod.Get,
        $"{Root}/{RoutePart.Escaped(app)}/{RoutePart.Escaped(connectionId)}",
        $"Reading the {app} connection {connectionId}");

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
}
