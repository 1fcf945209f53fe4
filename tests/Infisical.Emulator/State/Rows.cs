using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

internal sealed record ProjectRow(string Id, string Name, string Slug, string? Description, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Deleting a project is soft: it is not found any more, but its rotations stay.</summary>
    public bool IsDeleted { get; init; }

    public bool HasDeleteProtection { get; init; }

    public string Type { get; init; } = "secret-manager";

    /// <summary>Below 3 the project knows no rotations of this kind.</summary>
    public int Version { get; init; } = 3;
}

internal sealed record EnvironmentRow(string Id, string ProjectId, string Slug, string Name, int Position, DateTimeOffset CreatedAt);

internal sealed record FolderRow(string Id, string EnvironmentId, string Name, string Path, string? Description, DateTimeOffset CreatedAt)
{
    public string ParentPath => Path == "/" ? "" : Path[..Math.Max(1, Path.LastIndexOf('/'))];
}

internal sealed record ConnectionRow(string Id, string App, string Method, string Name, string? ProjectId, JsonObject Credentials, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public string? Description { get; init; }

    public string? GatewayId { get; init; }

    public string? GatewayPoolId { get; init; }

    public bool IsPlatformManaged { get; init; }

    public bool IsAutoRotationEnabled { get; init; }

    /// <summary>How its own credentials are rotated.</summary>
    public JsonObject? Rotation { get; init; }

    /// <summary>What some apps have beside the credentials.</summary>
    public JsonObject? Configuration { get; init; }

    /// <summary>Changes with every write of credentials, of equal ones too.</summary>
    public required string CredentialsHash { get; init; }
}

internal sealed record SecretRow(string Id, string FolderId, string Name, string Value, int Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>The rotation that writes it, while there is one.</summary>
    public string? RotationId { get; init; }

    public string Comment { get; init; } = "";
}

internal sealed record RotationRow(string Id, string Type, string FolderId, string ConnectionId, string ProjectId)
{
    public required string Name { get; init; }

    /// <summary>Counts up with every rotation made: ids tell nothing of their order, and a clock that stands neither.</summary>
    public int Number { get; init; }

    public string? Description { get; init; }

    public required JsonObject Parameters { get; init; }

    public required JsonObject SecretsMapping { get; init; }

    public bool IsAutoRotationEnabled { get; init; }

    /// <summary>In days.</summary>
    public int RotationInterval { get; init; }

    public double Hours { get; init; }

    public double Minutes { get; init; }

    public int ActiveIndex { get; init; }

    /// <summary>One or two slots.</summary>
    public ImmutableArray<JsonObject> Credentials { get; init; } = [];

    public bool HasFailed { get; init; }

    public DateTimeOffset LastRotationAttemptedAt { get; init; }

    public DateTimeOffset LastRotatedAt { get; init; }

    public string? LastRotationJobId { get; init; }

    public string? LastRotationMessage { get; init; }

    public bool IsLastRotationManual { get; init; }

    public DateTimeOffset? NextRotationAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A rotation waiting to be done at its time; there is one per rotation at most.</summary>
internal sealed record JobRow(string RotationId, DateTimeOffset QueuedAt, DateTimeOffset DueAt, bool CountsAsManual);
