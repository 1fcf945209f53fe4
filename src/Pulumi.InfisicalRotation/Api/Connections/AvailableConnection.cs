namespace Pulumi.InfisicalRotation.Api.Connections;

/// <summary>A connection that the caller may use for rotations.</summary>
/// <param name="ProjectId">The one project it serves; null where it serves the whole organisation.</param>
internal sealed record AvailableConnection(string Id, string Name, string App, string? ProjectId = null, string? OrgId = null);

internal sealed record ConnectionListAnswer(AvailableConnection?[]? AppConnections)
{
    public AvailableConnection[]? ToConnections() =>
        AppConnections is null || AppConnections.Any(item => string.IsNullOrWhiteSpace(item?.Id)) ? null : [.. AppConnections.OfType<AvailableConnection>()];
}
