using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>What the control routes answer.</summary>
internal static class ControlViews
{
    public static Answer World(Instance instance)
    {
        var world = new World(instance);
        return Answer.Ok(new JsonObject
        {
            ["rotations"] = Json.Array(world.Rotations.Select(RotationOf)),
            ["secrets"] = Json.Array(world.Secrets.Select(SecretOf)),
            ["keys"] = Json.Array(world.Keys.Select(KeyOf)),
            ["credentials"] = Json.Array(world.Credentials.Select(CredentialOf)),
            ["queuedJobs"] = world.QueuedJobs,
            ["connections"] = world.Connections,
        });
    }

    public static JsonObject KeyOf(IamKey key) => new()
    {
        ["accessKeyId"] = key.AccessKeyId,
        ["userName"] = key.UserName,
        ["createdAt"] = Json.Time(key.CreatedAt),
        ["madeByServer"] = key.MadeByServer,
    };

    private static JsonObject RotationOf(WorldRotation rotation) => new()
    {
        ["id"] = rotation.Id,
        ["name"] = rotation.Name,
        ["type"] = rotation.Type,
        ["projectId"] = rotation.ProjectId,
        ["environment"] = rotation.Environment,
        ["path"] = rotation.Path,
        ["connectionId"] = rotation.ConnectionId,
        ["activeIndex"] = rotation.ActiveIndex,
        ["slots"] = rotation.Slots,
        ["hasFailed"] = rotation.HasFailed,
        ["lastMessage"] = rotation.LastMessage,
        ["lastRotatedAt"] = Json.Time(rotation.LastRotatedAt),
        ["nextRotationAt"] = rotation.NextRotationAt is { } next ? Json.Time(next) : null,
    };

    private static JsonObject SecretOf(WorldSecret secret) => new()
    {
        ["projectId"] = secret.ProjectId,
        ["environment"] = secret.Environment,
        ["path"] = secret.Path,
        ["name"] = secret.Name,
        ["value"] = secret.Value,
        ["rotationId"] = secret.RotationId,
    };

    private static JsonObject CredentialOf(LivingCredential credential) => new()
    {
        ["type"] = credential.Type,
        ["connectionId"] = credential.ConnectionId,
        ["owner"] = credential.Owner,
        ["createdAt"] = Json.Time(credential.CreatedAt),
    };
}
