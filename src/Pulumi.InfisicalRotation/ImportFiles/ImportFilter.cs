namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>Which rotations are wanted.</summary>
internal sealed class ImportFilter(ImportOptions options)
{
    /// <summary>With a filter, a connection is not wanted: only rotations have a type and a place.</summary>
    public bool Wants(ImportCandidate candidate) =>
        !options.IsFiltered
        || (WantsType(candidate)
            && (options.Environment is not { } environment || environment == candidate.Environment)
            && (options.Path is not { } path || IsInFolder(candidate.Path, path)));

    /// <summary>Whether the type is wanted, wherever the rotation is.</summary>
    public bool WantsType(ImportCandidate candidate) =>
        !options.IsFiltered
        || (candidate.RotationType is { } type && (options.Types.IsEmpty || options.Types.Contains(type)));

    private static bool IsInFolder(string? path, string folder) =>
        path is not null
        && (folder == "/" || path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal));
}
