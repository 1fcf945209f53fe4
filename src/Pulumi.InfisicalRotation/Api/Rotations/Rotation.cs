using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Rotations;

/// <summary>A time of day in UTC. The server accepts fractions.</summary>
internal sealed record RotateAtUtc(double Hours, double Minutes);

/// <summary>
/// A rotation as the server returns it. A value that is missing in the response is null: it is unknown, and neither
/// false nor zero. Each time is there twice: parsed, and as the exact text of the server.
/// </summary>
internal sealed record Rotation
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Null where there is none, and where the response does not say.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the response says what the description is; it may say that there is none.</summary>
    public bool IsDescriptionShown { get; init; }

    /// <summary>The slug of the rotation type; empty if unknown.</summary>
    public required string Type { get; init; }

    /// <summary>The text of <see cref="Parameters"/>.</summary>
    public JsonText? ParametersText { get; init; }

    /// <summary>The text of <see cref="SecretsMapping"/>.</summary>
    public JsonText? SecretsMappingText { get; init; }

    /// <summary>The parameters, as a new tree each time.</summary>
    public JsonObject? Parameters => ParametersText?.ToTree();

    /// <summary>The secrets mapping, as a new tree each time.</summary>
    public JsonObject? SecretsMapping => SecretsMappingText?.ToTree();

    public bool? IsAutoRotationEnabled { get; init; }

    /// <summary>Days from one rotation to the next; 0 if unknown.</summary>
    public double RotationInterval { get; init; }

    public RotateAtUtc? RotateAtUtc { get; init; }

    /// <summary>The slot of the active credential: 0 or 1.</summary>
    public int? ActiveIndex { get; init; }

    /// <summary><c>success</c> or <c>failed</c>.</summary>
    public string? RotationStatus { get; init; }

    public DateTimeOffset? LastRotationAttemptedAt { get; init; }

    public string? LastRotationAttemptedAtText { get; init; }

    /// <summary>The last successful rotation.</summary>
    public DateTimeOffset? LastRotatedAt { get; init; }

    public string? LastRotatedAtText { get; init; }

    /// <summary>Why the last rotation failed; null after a success.</summary>
    public string? LastRotationMessage { get; init; }

    public bool? IsLastRotationManual { get; init; }

    /// <summary>Null while automatic rotation is off, and where unknown.</summary>
    public DateTimeOffset? NextRotationAt { get; init; }

    public string? NextRotationAtText { get; init; }

    public string? FolderId { get; init; }

    public string? FolderPath { get; init; }

    public string? EnvironmentId { get; init; }

    public string? EnvironmentSlug { get; init; }

    public string? ProjectId { get; init; }

    public string? ConnectionId { get; init; }

    public string? ConnectionName { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public string? CreatedAtText { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public string? UpdatedAtText { get; init; }

    /// <summary>
    /// Whether the active credential is another one than before. What one of the two responses leaves out is no change.
    /// </summary>
    public bool HasOtherCredentialThan(Rotation before) =>
        (ActiveIndex is { } now && before.ActiveIndex is { } old && now != old)
        || (LastRotatedAtText is not null && before.LastRotatedAtText is not null
            && (LastRotatedAt != before.LastRotatedAt
                || (LastRotatedAt is null && LastRotatedAtText != before.LastRotatedAtText)));
}
