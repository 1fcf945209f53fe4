using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>A rotation, as far as tests count and compare.</summary>
public sealed record WorldRotation(
    string Id,
    string Name,
    string Type,
    string ProjectId,
    string Environment,
    string Path,
    string ConnectionId,
    int ActiveIndex,
    int Slots,
    bool HasFailed,
    string? LastMessage,
    DateTimeOffset LastRotatedAt,
    DateTimeOffset? NextRotationAt);

/// <summary>A secret with its value.</summary>
public sealed record WorldSecret(string ProjectId, string Environment, string Path, string Name, string Value, string? RotationId);

/// <summary>What the server, and the systems it rotates at, hold now: never behind, whatever the reads see.</summary>
public sealed class World
{
    private readonly Instance _instance;

    internal World(Instance instance)
    {
        _instance = instance;
        AppConnections = new WorldConnections(instance);
    }

    /// <summary>Every rotation, oldest first, those of deleted projects included.</summary>
    public ImmutableArray<WorldRotation> Rotations
    {
        get
        {
            var state = _instance.Store.Current;
            return [.. state.Rotations.Values.OrderBy(row => row.Number).Select(row => ViewOf(state, row))];
        }
    }

    /// <summary>Every secret.</summary>
    public ImmutableArray<WorldSecret> Secrets
    {
        get
        {
            var state = _instance.Store.Current;
            return [.. state.Secrets.Values.OrderBy(row => row.Name, StringComparer.Ordinal).Select(row => ViewOf(state, row))];
        }
    }

    /// <summary>The secrets of one folder of the first seeded project.</summary>
    public ImmutableArray<WorldSecret> SecretsAt(string environment, string path) =>
        [.. Secrets.Where(secret => secret.ProjectId == _instance.Options.Seed.Project.Id && secret.Environment == environment && secret.Path == path)];

    /// <summary>The access keys of an IAM user, oldest first.</summary>
    public ImmutableArray<IamKey> KeysOf(string userName) => _instance.Iam.KeysOf(userName);

    /// <summary>Every access key of the account.</summary>
    public ImmutableArray<IamKey> Keys => [.. _instance.Iam.Users.SelectMany(user => _instance.Iam.KeysOf(user.Name))];

    /// <summary>Credentials that work at systems other than AWS.</summary>
    public ImmutableArray<LivingCredential> Credentials => _instance.Accounts.Living;

    /// <summary>Access keys that the server made and no rotation holds: nobody revokes them.</summary>
    public ImmutableArray<IamKey> OrphanedKeys
    {
        get
        {
            var held = Held.Select(credential => credential.TextOf("accessKeyId")).ToHashSet();
            return [.. Keys.Where(key => key.MadeByServer && !held.Contains(key.AccessKeyId))];
        }
    }

    /// <summary>Credentials at other systems that the server made and no rotation holds.</summary>
    public ImmutableArray<LivingCredential> OrphanedCredentials =>
        [.. Credentials.Where(living => !Held.Any(held => JsonNode.DeepEquals(held, living.Values)))];

    /// <summary>How many jobs wait for their time.</summary>
    public int QueuedJobs => _instance.Store.Current.Jobs.Count;

    /// <summary>How many app connections there are.</summary>
    public int Connections => _instance.Store.Current.Connections.Count;

    /// <summary>The app connections, with what is stored of them.</summary>
    public WorldConnections AppConnections { get; }

    /// <summary>Adds a project.</summary>
    public void Add(SeedProject project) => _instance.Store.Change(state => new Seeder(_instance).Plant(state, project));

    /// <summary>Adds a folder to the first seeded project.</summary>
    public void Add(SeedFolder folder) =>
        _instance.Store.Change(state => new Seeder(_instance).Plant(state, _instance.Options.Seed.Project.Id, folder));

    /// <summary>Adds an ordinary secret to the first seeded project.</summary>
    public void Add(SeedSecret secret) =>
        _instance.Store.Change(state => new Seeder(_instance).Plant(state, _instance.Options.Seed.Project.Id, secret));

    /// <summary>Adds an app connection.</summary>
    public void Add(SeedConnection connection) => _instance.Store.Change(state => state.With(new Seeder(_instance).RowOf(connection)));

    /// <summary>Adds an IAM user.</summary>
    public void Add(SeedIamUser user) => new Seeder(_instance).Plant(user);

    /// <summary>Adds an IAM role.</summary>
    public void AddRole(string name, string path = "/") => _instance.Iam.Add(isRole: true, name, path);

    /// <summary>Adds an identity, or changes the rights of one with the same client id.</summary>
    public void Add(Identity identity) => _instance.Logins.Put(identity);

    /// <summary>Makes an access key by hand.</summary>
    public IamKey AddKey(string userName) => Add(new SeedIamKey(userName));

    /// <summary>Makes an access key by hand, with a past.</summary>
    public IamKey Add(SeedIamKey key) => _instance.Iam.AddKey(key);

    /// <summary>Gives an IAM user or role an inline policy, or with null takes it away.</summary>
    public void PutPolicy(string principal, string policy, string? document) => _instance.Iam.PutPolicy(
        _instance.Iam.Users.FirstOrDefault(user => user.Name == principal) ?? _instance.Iam.Role(principal),
        policy,
        document is null ? null : PolicyDocument.Demand(document));

    /// <summary>The names of the IAM users.</summary>
    public ImmutableArray<string> Users => [.. _instance.Iam.Users.Select(user => user.Name)];

    /// <summary>The ARN of an IAM user.</summary>
    public string ArnOf(string userName) => _instance.Iam.User(userName).Arn;

    /// <summary>The inline policies of an IAM user or role: documents by name.</summary>
    public ImmutableDictionary<string, string> PoliciesOf(string principal) =>
        (_instance.Iam.Users.FirstOrDefault(user => user.Name == principal) ?? _instance.Iam.Role(principal)).Policies;

    /// <summary>ARNs of the managed policies that are attached to an IAM user.</summary>
    public ImmutableArray<string> AttachedTo(string userName) => [.. _instance.Iam.User(userName).Attached];

    /// <summary>Switches an access key off, or on again.</summary>
    public void SetKeyActive(string accessKeyId, bool isActive) => _instance.Iam.SetActive(accessKeyId, isActive);

    /// <summary>Deletes a secret in the database, as no route does while a rotation writes it.</summary>
    public void DeleteSecret(string environment, string path, string name) =>
        _instance.Store.Change(state => state with { Secrets = state.Secrets.Remove(RowOf(state, environment, path, name).Id) });

    /// <summary>Makes a secret that of another rotation in the database, or with null an ordinary one.</summary>
    public void AssignSecret(string environment, string path, string name, string? rotationId) =>
        _instance.Store.Change(state => state.With(RowOf(state, environment, path, name) with { RotationId = rotationId }));

    /// <summary>Copies the database. AWS and the clock are no part of it.</summary>
    public WorldBackup Backup() => new(_instance.Store.Current);

    /// <summary>Puts a copy of the database in the place of it.</summary>
    public void Restore(WorldBackup backup) => _instance.Store.Change(_ => backup.State);

    /// <summary>Deletes an access key by hand.</summary>
    public void DeleteKey(string userName, string accessKeyId) => _instance.Iam.DeleteKey(userName, accessKeyId);

    private IEnumerable<JsonObject> Held =>
        _instance.Store.Current.Rotations.Values.SelectMany(rotation => rotation.Credentials);

    private static WorldRotation ViewOf(WorldState state, RotationRow row)
    {
        var folder = state.Folders[row.FolderId];
        return new WorldRotation(
            row.Id,
            row.Name,
            row.Type,
            row.ProjectId,
            state.EnvironmentOf(folder).Slug,
            folder.Path,
            row.ConnectionId,
            row.ActiveIndex,
            row.Credentials.Length,
            row.HasFailed,
            row.LastRotationMessage,
            row.LastRotatedAt,
            row.NextRotationAt);
    }

    private SecretRow RowOf(WorldState state, string environment, string path, string name) =>
        state.SecretsIn(state.Folder(_instance.Options.Seed.Project.Id, environment, path)?.Id ?? "").FirstOrDefault(secret => secret.Name == name)
            ?? throw new InvalidOperationException($"There is no secret \"{name}\" in {environment}:{path}.");

    private static WorldSecret ViewOf(WorldState state, SecretRow row)
    {
        var folder = state.Folders[row.FolderId];
        var environment = state.EnvironmentOf(folder);
        return new WorldSecret(environment.ProjectId, environment.Slug, folder.Path, row.Name, row.Value, row.RotationId);
    }
}
