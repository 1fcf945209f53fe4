using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.Api.Rotations;

/// <summary>The body of a create. Null is left out; everything else is sent, <c>false</c> included.</summary>
internal sealed record NewRotation
{
    public required string Name { get; init; }

    public required string ProjectId { get; init; }

    public string? Description { get; init; }

    public required string ConnectionId { get; init; }

    public required string Environment { get; init; }

    public required string SecretPath { get; init; }

    public bool? IsAutoRotationEnabled { get; init; }

    /// <summary>Days from one rotation to the next.</summary>
    public required double RotationInterval { get; init; }

    public RotateAtUtc? RotateAtUtc { get; init; }

    public required JsonObject Parameters { get; init; }

    public required JsonObject SecretsMapping { get; init; }

    /// <summary>Secret. Used to create the rotation only; the server never returns it.</summary>
    public JsonObject? TemporaryParameters { get; init; }

    // The generated text would include the temporary parameters.
    public override string ToString() => $"NewRotation {{ Name = {Name} }}";
}
