using System.Text.Json;
using System.Text.Json.Serialization;
using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.Api.Connections;

/// <summary>A connection in a response. Any property can be missing, because older servers know fewer of them.</summary>
internal sealed record AppConnectionWire
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? App { get; init; }

    public string? Method { get; init; }

    /// <summary>Undefined where the response leaves it out: unlike null, that does not clear it.</summary>
    public JsonElement Description { get; init; }

    /// <inheritdoc cref="Description"/>
    public JsonElement GatewayId { get; init; }

    /// <inheritdoc cref="Description"/>
    public JsonElement GatewayPoolId { get; init; }

    [JsonConverter(typeof(JsonTextConverter))]
    public JsonText? Credentials { get; init; }

    [JsonConverter(typeof(JsonTextConverter))]
    public JsonText? Configuration { get; init; }

    public string? ProjectId { get; init; }

    public string? OrgId { get; init; }

    public bool? IsPlatformManagedCredentials { get; init; }

    public bool? IsAutoRotationEnabled { get; init; }

    public string? CredentialsHash { get; init; }

    public string? CreatedAt { get; init; }

    public string? UpdatedAt { get; init; }

    /// <summary>
    /// Null where the id is no UUID: an id is stored in the state and becomes a part of paths, so no other text of a
    /// server may be one.
    /// </summary>
    public AppConnection? ToConnection() => !Uuid.IsUuid(Id) ? null : new AppConnection(Id!, Name ?? "", App ?? "")
    {
        Method = Method,
        Description = Value(Description),
        GatewayId = Value(GatewayId),
        GatewayPoolId = Value(GatewayPoolId),
        CredentialsText = Credentials,
        ConfigurationText = Configuration,
        ProjectId = ProjectId,
        OrganizationId = OrgId,
        IsPlatformManagedCredentials = IsPlatformManagedCredentials,
        IsAutoRotationEnabled = IsAutoRotationEnabled,
        CredentialsHash = CredentialsHash,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };

    private static Optional Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new Optional(IsShown: true, json.GetString()),
        JsonValueKind.Null => new Optional(IsShown: true, Text: null),
        _ => default,
    };
}

/// <summary>The response of every route about one connection.</summary>
internal sealed record ConnectionResponse(AppConnectionWire? AppConnection);
