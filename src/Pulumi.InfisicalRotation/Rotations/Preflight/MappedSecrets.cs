using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>The secrets that a rotation writes, and where they are.</summary>
/// <param name="Names">The names by mapping field.</param>
internal sealed record MappedSecrets(
    string RotationId,
    string ProjectId,
    string Environment,
    string Path,
    ImmutableSortedDictionary<string, string> Names)
{
    public string Folder => RotationMessages.Folder(Environment, Path);

    /// <param name="inputs">The inputs of the rotation, as the server has them.</param>
    /// <returns>Null where the inputs do not show the secrets.</returns>
    public static MappedSecrets? Of(string rotationId, RotationInputs inputs) =>
        inputs is { ProjectId: { } projectId, Environment: { } environment, SecretPath: { } path, SecretNames: var names }
        && !names.IsEmpty
            ? new MappedSecrets(rotationId, projectId, environment, path, names)
            : null;
}
