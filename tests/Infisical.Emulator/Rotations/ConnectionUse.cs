namespace Infisical.Emulator;

/// <summary>Whether a caller may rotate by a connection.</summary>
internal static class ConnectionUse
{
    public static ConnectionRow Demand(Instance instance, WorldState state, RotationType type, string id, string projectId, Identity identity)
    {
        var connection = state.Connections.GetValueOrDefault(id) ?? throw ConnectionRefusals.NotFound(id);
        var action = connection.ProjectId is null ? "connect" : "connect-app-connections";
        Permission.Demand(identity, "app-connections", action, new Target(ConnectionId: id));
        var app = Apps.BySlug[connection.App];
        if (!type.Apps.Contains(connection.App))
        {
            throw Refusal.BadRequest(
                $"{app.Name} Connection with ID {id} cannot be used to connect to {string.Join(", ", type.Apps.Select(slug => Apps.BySlug[slug].Name))}");
        }

        if (connection.App == "oracledb" && !instance.Options.PlanHasEnterpriseConnections)
        {
            throw Refusal.BadRequest("Failed to connect app due to plan restriction. Upgrade plan to access enterprise app connections.");
        }

        return connection.ProjectId is { } owner && owner != projectId
            ? throw Refusal.BadRequest(
                $"You cannot connect project App Connection with ID \"{id}\" from project with ID \"{owner}\" to project with ID \"{projectId}\"")
            : connection;
    }
}
