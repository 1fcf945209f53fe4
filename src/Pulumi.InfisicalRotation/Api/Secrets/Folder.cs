namespace Pulumi.InfisicalRotation.Api.Secrets;

/// <summary>A folder among the children of the path that was asked for.</summary>
internal sealed record Folder(string Id, string Name, string? Path = null);

internal sealed record FolderListAnswer(Folder?[]? Folders)
{
    public Folder[]? ToFolders() => Folders is null || Folders.Any(item => string.IsNullOrWhiteSpace(item?.Name)) ? null : [.. Folders.OfType<Folder>()];
}
