using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>A rotation as every route answers it; all keys are there but those that the options leave out.</summary>
internal static class RotationView
{
    public static JsonObject Of(EmulatorOptions options, WorldState state, RotationRow row)
    {
        var folder = state.Folders[row.FolderId];
        var environment = state.EnvironmentOf(folder);
        var connection = state.Connections[row.ConnectionId];
        var view = new JsonObject
        {
            ["id"] = row.Id,
            ["name"] = row.Name,
            ["description"] = row.Description,
            ["type"] = row.Type,
            ["parameters"] = row.Parameters.DeepClone(),
            ["secretsMapping"] = row.SecretsMapping.DeepClone(),
            ["isAutoRotationEnabled"] = row.IsAutoRotationEnabled,
            ["rotationInterval"] = row.RotationInterval,
            ["rotateAtUtc"] = new JsonObject { ["hours"] = Json.Number(row.Hours), ["minutes"] = Json.Number(row.Minutes) },
            ["activeIndex"] = row.ActiveIndex,
            ["rotationStatus"] = row.HasFailed ? "failed" : "success",
            ["lastRotationAttemptedAt"] = Json.Time(row.LastRotationAttemptedAt),
            ["lastRotatedAt"] = Json.Time(row.LastRotatedAt),
            ["lastRotationJobId"] = row.LastRotationJobId,
            ["lastRotationMessage"] = row.LastRotationMessage,
            ["isLastRotationManual"] = row.IsLastRotationManual,
            ["nextRotationAt"] = row.NextRotationAt is { } next ? Json.Time(next) : null,
            ["folderId"] = row.FolderId,
            ["folder"] = new JsonObject { ["id"] = folder.Id, ["path"] = folder.Path },
            ["environment"] = new JsonObject { ["id"] = environment.Id, ["name"] = environment.Name, ["slug"] = environment.Slug },
            ["projectId"] = row.ProjectId,
            ["connectionId"] = row.ConnectionId,
            ["connection"] = new JsonObject { ["id"] = connection.Id, ["name"] = connection.Name, ["app"] = connection.App },
            ["createdAt"] = Json.Time(row.CreatedAt),
            ["updatedAt"] = Json.Time(row.UpdatedAt),
        };
        foreach (var key in options.LeftOut)
        {
            view.Remove(key);
        }

        return view;
    }
}
