using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>What the control routes answer.</summary>
internal static class ControlViews
{
    /// <summary>Numbers first, for those who only count.</summary>
    public static Answer World(Instance instance)
    {
        var world = new World(instance);
        return Answer.Ok(new JsonObject
        {
            ["rotations"] = world.Rotations.Length,
            ["accessKeys"] = world.Keys.Length,
            ["secrets"] = world.Secrets.Length,
            ["credentials"] = world.Credentials.Length,
            ["connections"] = world.Connections,
            ["queuedJobs"] = world.QueuedJobs,
            ["details"] = new JsonObject
            {
                ["rotations"] = Json.Array(world.Rotations.Select(RotationOf)),
                ["accessKeys"] = Json.Array(world.Keys.Select(KeyOf)),
                ["secrets"] = Json.Array(world.Secrets.Select(SecretOf)),
                ["credentials"] = Json.Array(world.Credentials.Select(CredentialOf)),
                ["connections"] = Json.Array(world.AppConnections.All.Select(ControlConnections.ViewOf)),
            },
        });
    }

    public static JsonObject Seed(Seed seed) => new()
    {
        ["organizationId"] = seed.OrganizationId,
        ["projects"] = Json.Array(seed.Projects.Select(project => new JsonObject { ["id"] = project.Id, ["name"] = project.Name })),
        ["connections"] = Json.Array(seed.Connections.Select(connection => new JsonObject
        {
            ["id"] = connection.Id,
            ["app"] = connection.App,
            ["name"] = connection.Name,
            ["projectId"] = connection.ProjectId,
        })),
        ["identities"] = Json.Array(seed.Identities.Select(identity => new JsonObject
        {
            ["id"] = identity.Id,
            ["name"] = identity.Name,
            ["clientId"] = identity.ClientId,
            ["clientSecret"] = identity.ClientSecret,
        })),
        ["awsAccessKeyId"] = seed.AwsRootKey.AccessKeyId,
        ["awsSecretAccessKey"] = seed.AwsRootKey.SecretAccessKey,
    };

    /// <summary>Headers are left out: they hold tokens.</summary>
    public static JsonObject RequestOf(RecordedRequest request) => new()
    {
        ["number"] = request.Number,
        ["time"] = Json.Time(request.Time),
        ["listener"] = request.Listener.ToString().ToLowerInvariant(),
        ["method"] = request.Method,
        ["path"] = request.Path,
        ["query"] = new JsonObject(request.Query.Select(item => KeyValuePair.Create(item.Key, (JsonNode?)item.Value))),
        ["body"] = request.Body,
    };

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
