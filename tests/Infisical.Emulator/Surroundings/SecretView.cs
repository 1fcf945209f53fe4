using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>A secret as the routes answer it.</summary>
internal static class SecretView
{
    public static JsonObject Of(WorldState state, SecretRow secret, bool hidden)
    {
        var folder = state.Folders[secret.FolderId];
        var environment = state.EnvironmentOf(folder);
        return new JsonObject
        {
            ["id"] = secret.Id,
            ["_id"] = secret.Id,
            ["workspace"] = environment.ProjectId,
            ["environment"] = environment.Slug,
            ["version"] = secret.Version,
            ["type"] = "shared",
            ["secretKey"] = secret.Name,
            ["secretValue"] = hidden ? "<hidden-by-infisical>" : secret.Value,
            ["secretValueHidden"] = hidden,
            ["secretComment"] = secret.Comment,
            ["secretPath"] = folder.Path,
            ["skipMultilineEncoding"] = false,
            ["tags"] = new JsonArray(),
            ["secretMetadata"] = new JsonArray(),
            ["isRotatedSecret"] = secret.RotationId is not null,
            ["rotationId"] = secret.RotationId,
            ["actor"] = null,
            ["createdAt"] = Json.Time(secret.CreatedAt),
            ["updatedAt"] = Json.Time(secret.UpdatedAt),
        };
    }
}
