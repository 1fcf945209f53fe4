using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Pulumi.InfisicalRotation.Api.Rotations;

/// <summary>
/// The body of an update. Null keeps the stored value. Each of the two JSON objects replaces the stored one as a whole.
/// </summary>
internal sealed record RotationPatch
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Removes the description, whatever <see cref="Description"/> is.</summary>
    [JsonIgnore]
    public bool ClearDescription { get; init; }

    public bool? IsAutoRotationEnabled { get; init; }

    /// <summary>Days from one rotation to the next.</summary>
    public double? RotationInterval { get; init; }

    public RotateAtUtc? RotateAtUtc { get; init; }

    public JsonObject? Parameters { get; init; }

    public JsonObject? SecretsMapping { get; init; }

    // The generated text would include the parameters.
    public override string ToString() => $"RotationPatch {{ Name = {Name} }}";
}
