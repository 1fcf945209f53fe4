using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Pulumi.InfisicalRotation.Api.Rotations;

/// <summary>What is to change. Null is left as it is; the two objects replace the stored ones whole.</summary>
internal sealed record RotationPatch
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Takes the description away, whatever <see cref="Description"/> says.</summary>
    [JsonIgnore]
    public bool ClearDescription { get; init; }

    public bool? IsAutoRotationEnabled { get; init; }

    /// <summary>Days.</summary>
    public double? RotationInterval { get; init; }

    public RotateAtUtc? RotateAtUtc { get; init; }

    public JsonObject? Parameters { get; init; }

    public JsonObject? SecretsMapping { get; init; }

    public override string ToString() => $"RotationPatch {{ Name = {Name} }}";
}
