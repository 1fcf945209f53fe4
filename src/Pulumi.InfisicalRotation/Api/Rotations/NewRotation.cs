using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.Api.Rotations;

/// <summary>A rotation to be made. Null is left out; everything else is sent, <c>false</c> included.</summary>
internal sealed record NewRotation
{
    public required string Name { get; init; }

    public required string ProjectId { get; init; }

    public string? Description { get; init; }

    public required string ConnectionId { get; init; }

    public required string Environment { get; init; }

    public required string SecretPath { get; init; }

    public bool? IsAutoRotationEnabled { get; init; }

    /// <summary>Days.</summary>
    public required double RotationInterval { get; init; }

    public RotateAtUtc? RotateAtUtc { get; init; }

    public required JsonObject Parameters { get; init; }

    public required JsonObject SecretsMapping { get; init; }

    /// <summary>Secret; used at creation only and never answered.</summary>
    public JsonObject? TemporaryParameters { get; init; }

    // The generated text would print the temporary parameters.
    public override string ToString() => $"NewRotation {{ Name = {Name} }}";
}
