using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Pulumi.InfisicalRotation.Api.Rotations;

internal sealed record RotationAnswer(RotationWire? SecretRotation)
{
    /// <summary>Null where the answer holds no rotation with an id.</summary>
    public Rotation? ToRotation() => SecretRotation?.ToRotation();
}

internal sealed record RotationListAnswer(RotationWire?[]? SecretRotations)
{
    /// <summary>By name, then id: the server promises no order. Null where the answer is not a list of rotations with ids.</summary>
    public Rotation[]? ToRotations()
    {
        if (SecretRotations is null || SecretRotations.Any(wire => wire?.ToRotation() is null))
        {
            return null;
        }

        return [.. SecretRotations
            .Select(wire => wire!.ToRotation()!)
            .OrderBy(rotation => rotation.Name, StringComparer.Ordinal)
            .ThenBy(rotation => rotation.Id, StringComparer.Ordinal)];
    }
}

/// <summary>The rotation's form in answers. Anything may be absent: older servers know fewer keys.</summary>
internal sealed record RotationWire
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Type { get; init; }

    public JsonObject? Parameters { get; init; }

    public JsonObject? SecretsMapping { get; init; }

    public bool? IsAutoRotationEnabled { get; init; }

    public double? RotationInterval { get; init; }

    public RotateAtUtc? RotateAtUtc { get; init; }

    public int? ActiveIndex { get; init; }

    public string? RotationStatus { get; init; }

    public string? LastRotationAttemptedAt { get; init; }

    public string? LastRotatedAt { get; init; }

    public string? LastRotationJobId { get; init; }

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

    [JsonExtensionData]
    public JsonObject? Unknown { get; set; }

    public Rotation? ToRotation() => string.IsNullOrWhiteSpace(Id) ? null : new Rotation
    {
        Id = Id,
        Name = Name ?? "",
        Description = Description,
        Type = Type ?? "",
        Parameters = Parameters ?? [],
        SecretsMapping = SecretsMapping ?? [],
        IsAutoRotationEnabled = IsAutoRotationEnabled ?? true,
        RotationInterval = RotationInterval ?? 0,
        RotateAtUtc = RotateAtUtc ?? new RotateAtUtc(0, 0),
        ActiveIndex = ActiveIndex ?? 0,
        RotationStatus = RotationStatus,
        LastRotationAttemptedAt = Time(LastRotationAttemptedAt),
        LastRotationAttemptedAtText = LastRotationAttemptedAt,
        LastRotatedAt = Time(LastRotatedAt),
        LastRotatedAtText = LastRotatedAt,
        LastRotationMessage = LastRotationMessage,
        IsLastRotationManual = IsLastRotationManual ?? false,
        NextRotationAt = Time(NextRotationAt),
        NextRotationAtText = NextRotationAt,
        FolderId = FolderId ?? Folder?.Id,
        FolderPath = Folder?.Path,
        EnvironmentId = Environment?.Id,
        EnvironmentSlug = Environment?.Slug,
        ProjectId = ProjectId,
        ConnectionId = ConnectionId ?? Connection?.Id,
        ConnectionName = Connection?.Name,
        ConnectionApp = Connection?.App,
        CreatedAt = Time(CreatedAt),
        CreatedAtText = CreatedAt,
        UpdatedAt = Time(UpdatedAt),
        UpdatedAtText = UpdatedAt,
        Unknown = Unknown ?? [],
    };

    // A time in another form than ours is no reason to lose the rotation: its text is kept.
    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;
}

internal sealed record FolderWire(string? Id, string? Path);

internal sealed record EnvironmentWire(string? Id, string? Slug);

internal sealed record ConnectionWire(string? Id, string? Name, string? App);
