using System.Collections.Immutable;

namespace Infisical.Emulator;

/// <summary>The whole database, unchanging: a write makes a new one, and an old one is a snapshot.</summary>
internal sealed record WorldState
{
    public static WorldState Empty { get; } = new();

    public ImmutableDictionary<string, ProjectRow> Projects { get; init; } = ImmutableDictionary<string, ProjectRow>.Empty;

    public ImmutableDictionary<string, EnvironmentRow> Environments { get; init; } = ImmutableDictionary<string, EnvironmentRow>.Empty;

    public ImmutableDictionary<string, FolderRow> Folders { get; init; } = ImmutableDictionary<string, FolderRow>.Empty;

    public ImmutableDictionary<string, ConnectionRow> Connections { get; init; } = ImmutableDictionary<string, ConnectionRow>.Empty;

    public ImmutableDictionary<string, SecretRow> Secrets { get; init; } = ImmutableDictionary<string, SecretRow>.Empty;

    public ImmutableDictionary<string, RotationRow> Rotations { get; init; } = ImmutableDictionary<string, RotationRow>.Empty;

    public ImmutableDictionary<string, JobRow> Jobs { get; init; } = ImmutableDictionary<string, JobRow>.Empty;

    public ProjectRow? Project(string id) => Projects.GetValueOrDefault(id) is { IsDeleted: false } project ? project : null;

    public EnvironmentRow? Environment(string projectId, string slug) =>
        Environments.Values.FirstOrDefault(environment => environment.ProjectId == projectId && environment.Slug == slug);

    public FolderRow? Folder(string projectId, string environment, string path) =>
        Environment(projectId, environment) is { } row ? FolderIn(row.Id, path) : null;

    public FolderRow? FolderIn(string environmentId, string path) =>
        Folders.Values.FirstOrDefault(folder => folder.EnvironmentId == environmentId && folder.Path == path);

    public EnvironmentRow EnvironmentOf(FolderRow folder) => Environments[folder.EnvironmentId];

    public IEnumerable<SecretRow> SecretsIn(string folderId) => Secrets.Values.Where(secret => secret.FolderId == folderId);

    public RotationRow? RotationNamed(string folderId, string name) =>
        Rotations.Values.FirstOrDefault(rotation => rotation.FolderId == folderId && rotation.Name == name);

    /// <summary>Rotations of deleted projects count, too.</summary>
    public bool UsesConnection(string id) => Rotations.Values.Any(rotation => rotation.ConnectionId == id);

    public WorldState WithoutConnection(string id) => this with { Connections = Connections.Remove(id) };

    /// <summary>The same without these folders, and without the secrets, rotations and jobs that were in them.</summary>
    public WorldState WithoutFolders(IEnumerable<string> folderIds)
    {
        var gone = folderIds.ToHashSet();
        var rotations = Rotations.Values.Where(rotation => gone.Contains(rotation.FolderId)).Select(rotation => rotation.Id).ToArray();
        return this with
        {
            Folders = Folders.RemoveRange(gone),
            Secrets = Secrets.RemoveRange(Secrets.Values.Where(secret => gone.Contains(secret.FolderId)).Select(secret => secret.Id)),
            Rotations = Rotations.RemoveRange(rotations),
            Jobs = Jobs.RemoveRange(rotations),
        };
    }

    public WorldState With(RotationRow row) => this with { Rotations = Rotations.SetItem(row.Id, row) };

    public WorldState With(SecretRow row) => this with { Secrets = Secrets.SetItem(row.Id, row) };

    public WorldState With(FolderRow row) => this with { Folders = Folders.SetItem(row.Id, row) };

    public WorldState With(ConnectionRow row) => this with { Connections = Connections.SetItem(row.Id, row) };

    public WorldState With(EnvironmentRow row) => this with { Environments = Environments.SetItem(row.Id, row) };

    public WorldState With(ProjectRow row) => this with { Projects = Projects.SetItem(row.Id, row) };
}
