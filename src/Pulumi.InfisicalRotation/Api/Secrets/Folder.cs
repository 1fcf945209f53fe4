namespace Pulumi.InfisicalRotation.Api.Secrets;

/// <summary>A folder for secrets.</summary>
internal sealed record Folder(string Id, string Name, string? Path = null);

/// <summary>The response to a list of folders.</summary>
internal sealed record FolderListAnswer(Folder?[]? Folders)
{
    /// <summary>Null where an item has no name.</summary>
    public Folder[]? ToFolders() =>
        Folders is null || Folders.Any(item => string.IsNullOrWhiteSpace(item?.Name))
            ? null
            : [.. Folders.OfType<Folder>()];
}
