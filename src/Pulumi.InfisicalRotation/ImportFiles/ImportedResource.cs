namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>An entry of an import file.</summary>
/// <param name="Token">Type token.</param>
/// <param name="Name">Name of the resource, unique in the file.</param>
/// <param name="Id">Import id; null for a component, which has none.</param>
/// <param name="Parent">Name of the component that it belongs to; null for none.</param>
/// <param name="Candidate">What it was made from.</param>
internal sealed record ImportedResource(
    string Token, string Name, string? Id, string? Parent, ImportCandidate Candidate)
{
    public bool IsComponent => Id is null;
}
