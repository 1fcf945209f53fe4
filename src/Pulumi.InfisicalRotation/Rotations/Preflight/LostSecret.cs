using Pulumi.InfisicalRotation.Api.Rotations;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>What became of a mapped secret.</summary>
internal enum SecretLoss
{
    Missing,

    /// <summary>A secret of that name exists, and no rotation writes it.</summary>
    Ordinary,

    /// <summary>A secret of that name exists, and another rotation writes it.</summary>
    OfOtherRotation,
}

/// <summary>A mapped secret that the rotation does not have any more.</summary>
/// <param name="Field">The field of the mapping.</param>
/// <param name="Name">The name of the secret.</param>
/// <param name="OwnerId">The rotation that has it now; null for none.</param>
internal sealed record LostSecret(string Field, string Name, SecretLoss Loss, string? OwnerId = null)
{
    /// <summary>That rotation as the project's list has it; null if unknown.</summary>
    public Rotation? Owner { get; init; }
}
