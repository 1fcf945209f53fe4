using Pulumi.InfisicalRotation.Api.Rotations;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>A resource of the stack that has a rotation. What is unknown in a preview may be given up.</summary>
/// <param name="Urn">URN of the resource.</param>
/// <param name="Planned">Its new inputs; null if the program has not declared it so far.</param>
/// <param name="KeepsSecrets">It is replaced, and deleting the old rotation keeps the secrets.</param>
internal sealed record StackRotation(string Urn, RotationInputs? Planned, bool KeepsSecrets)
{
    public bool GivesUpName(Rotation rotation) =>
        Planned is { } planned && (!Stays(planned, rotation) || planned.Name != rotation.Name);

    public bool GivesUpSecret(Rotation rotation, string secret) => Planned is { } planned && !KeepsSecrets
        && (!Stays(planned, rotation) || !planned.SecretNames.ContainsValue(secret));

    private static bool Stays(RotationInputs planned, Rotation rotation) =>
        planned.ProjectId == rotation.ProjectId
        && planned.Environment == rotation.EnvironmentSlug
        && planned.SecretPath == rotation.FolderPath;
}
