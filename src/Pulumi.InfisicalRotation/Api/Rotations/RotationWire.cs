using System.Text.Json;
using System.Text.Json.Serialization;
using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.Api.Rotations;

/// <summary>The response of every route about one rotation.</summary>
internal sealed record RotationResponse(RotationWire? SecretRotation)
{
    /// <inheritdoc cref="RotationWire.ToRotation()"/>
    public Rotation? ToRotation() => SecretRotation?.ToRotation();
}

/// <summary>A rotation in a response. Any property can be missing, because older servers know fewer of them.</summary>
internal sealed record RotationWire
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    /// <summary>Undefined where the response leaves it out: unlike null, that does not clear it.</summary>
    public JsonElement Description { get; init; }

    public string? Type { get; init; }

    [JsonConverter(typeof(JsonTextConverter))]
    public JsonText? Parameters { get; init; }

    [JsonConverter(typeof(JsonTextConverter))]
    public JsonText? SecretsMapping { get; init; }

    public bool? IsAutoRotationEnabled { get; init; }

    public double? RotationInterval { get; init; }

    public RotateAtUtc? RotateAtUtc { get; init; }

    public int? ActiveIndex { get; init; }

    public string? RotationStatus { get; init; }

    public string? LastRotationAttemptedAt { get; init; }

    public string? LastRotatedAt { get; init; }

    public string? LastRotationMessage { get; init; }

    public bool? IsLastRotationManual { get; init; }

    public string? NextRotationAt { get; init; }

    public string? FolderId { get; init; }

    public FolderWire? Folder { get; init; }

    public EnvironmentWire? Environment { get; init; }

    public string? ProjectId { get; init; }

    public string? ConnectionId { get; init; }

    public ConnectionWire? Connection { get; init; }

    public string? CreatedAt { get; init; }

    public string? UpdatedAt { get; init; }

    /// <summary>
    /// Null where the id is no UUID: an id is stored in the state and becomes a part of paths, so no other text of a
    /// server may be one.
    /// </summary>
    public Rotation? ToRotation() => ToRotation(new TextPool());

    /// <inheritdoc cref="ToRotation()"/>
    /// <param name="pool">Keeps the texts that the rotations of a list have in common once.</param>
    public Rotation? ToRotation(TextPool pool) => !Uuid.IsUuid(Id) ? null : new Rotation
    {
        Id = Id!,
        Name = Name ?? "",
        Description = Description.ValueKind == JsonValueKind.String ? Description.GetString() : null,
        IsDescriptionShown = Description.ValueKind != JsonValueKind.Undefined,
        Type = pool.Shared(Type) ?? "",
        ParametersText = Parameters,
        SecretsMappingText = SecretsMapping,
        IsAutoRotationEnabled = IsAutoRotationEnabled,
        RotationInterval = RotationInterval ?? 0,
        RotateAtUtc = RotateAtUtc,
        ActiveIndex = ActiveIndex,
        RotationStatus = pool.Shared(RotationStatus),
        LastRotationAttemptedAt = Time(LastRotationAttemptedAt),
        LastRotationAttemptedAtText = LastRotationAttemptedAt,
        LastRotatedAt = Time(LastRotatedAt),
        LastRotatedAtText = LastRotatedAt,
        LastRotationMessage = LastRotationMessage,
        IsLastRotationManual = IsLastRotationManual,
        NextRotationAt = Time(NextRotationAt),
        NextRotationAtText = NextRotationAt,
        FolderId = pool.Shared(FolderId ?? Folder?.Id),
        FolderPath = pool.Shared(Folder?.Path),
        EnvironmentId = pool.Shared(Environment?.Id),
        EnvironmentSlug = pool.Shared(Environment?.Slug),
        ProjectId = pool.Shared(ProjectId),
        ConnectionId = pool.Shared(ConnectionId ?? Connection?.Id),
        ConnectionName = pool.Shared(Connection?.Name),
        CreatedAt = Time(CreatedAt),
        CreatedAtText = CreatedAt,
        UpdatedAt = Time(UpdatedAt),
        UpdatedAtText = UpdatedAt,
    };

    // A time in an unknown format must not make the whole rotation unreadable: its text is kept.
    private static DateTimeOffset? Time(string? text) => UtcTime.Parse(text);
}

/// <summary>The folder of a rotation.</summary>
internal sealed record FolderWire(string? Id, string? Path);

/// <summary>The environment of a rotation.</summary>
internal sealed record EnvironmentWire(string? Id, string? Slug);

/// <summary>The connection of a rotation.</summary>
internal sealed record ConnectionWire(string? Id, string? Name);
