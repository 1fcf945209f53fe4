namespace Infisical.Emulator;

/// <summary>Who may do what with a rotation that is there.</summary>
internal static class RotationAccess
{
    public static void Demand(WorldState state, RotationRow row, Identity identity, string action) =>
        Permission.Demand(identity, "secret-rotation", action, TargetOf(state, row));

    public static bool Allows(WorldState state, RotationRow row, Identity identity, string action) =>
        Permission.Allows(identity, "secret-rotation", action, TargetOf(state, row));

    /// <summary>Only the app is compared: a type of the same app gets past this.</summary>
    public static void DemandApp(WorldState state, RotationType type, RotationRow row)
    {
        if (!type.Apps.Contains(state.Connections[row.ConnectionId].App))
        {
            throw RotationRefusals.OtherApp(type, row.Id);
        }
    }

    private static Target TargetOf(WorldState state, RotationRow row)
    {
        var folder = state.Folders[row.FolderId];
        return new Target(state.EnvironmentOf(folder).Slug, folder.Path, row.ConnectionId);
    }
}
