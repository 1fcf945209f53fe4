using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Api.Secrets;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// Reads that the resources of a session share: 200 rotations of one project need one list. A caller that needs a newer
/// answer says how old it may be.
/// </summary>
internal sealed class SharedReads(InfisicalClient client, TimeProvider time, RunState run)
{
    /// <summary>
    /// How long the first read of a project waits for a second one before it asks for its rotation alone.
    /// </summary>
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(10);

    private readonly ReadCache<string, ImmutableArray<Rotation>> _rotations = new(time);
    private readonly ReadCache<FolderKey, ImmutableArray<Folder>> _folders = new(time);
    private readonly ReadCache<FolderKey, ImmutableArray<SecretName>> _secretNames = new(time);
    private readonly ReadCache<AvailableConnectionsKey, ImmutableArray<AvailableConnection>> _availableConnections =
        new(time);

    private readonly ReadCache<AppConnectionsKey, ImmutableArray<AppConnection>> _appConnections = new(time);
    private readonly ConcurrentDictionary<string, bool> _unlistable = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ReadKey, int> _readCounts = new();

    /// <summary>All rotations of a project that the identity may read, of every type.</summary>
    public Task<ImmutableArray<Rotation>> Rotations(
        string projectId, DateTimeOffset? notBefore, CancellationToken cancelled) =>
        _rotations.Get(projectId, notBefore, token => client.ListRotationsAsync(projectId, token), cancelled);

    /// <summary>
    /// One rotation: from the project's list where other rotations of the project are read too, else with a single GET.
    /// A rotation that is missing from the list is not gone (a permission, a replica that lags), so a single GET
    /// decides.
    /// </summary>
    /// <returns>
    /// Null only if the server says that the rotation does not exist; see <see cref="ProveAbsence"/>.
    /// </returns>
    public async Task<Rotation?> Rotation(string projectId, string type, string id, CancellationToken cancelled)
    {
        if (run.IsWritten(id) || await IsOnlyRead(new ReadKey(ReadKind.Rotation, projectId), cancelled))
        {
            return await client.GetRotationAsync(type, id, cancelled);
        }

        var rotations = await Rotations(projectId, null, cancelled);
        return rotations.FirstOrDefault(rotation => rotation.Id == id)
            ?? await client.GetRotationAsync(type, id, cancelled);
    }

    /// <summary>Call after the server reported that a rotation does not exist.</summary>
    /// <param name="projectId">Project of the rotation; null if the state does not say it.</param>
    public async Task<Absence> ProveAbsence(string? projectId, string id, CancellationToken cancelled)
    {
        if (projectId is null)
        {
            return new Absence(IsProven: false, null);
        }

        try
        {
            // A list that was read earlier may still contain a rotation that was deleted since.
            var isListed = Contains(await Rotations(projectId, null, cancelled))
                && Contains(await Rotations(projectId, time.GetUtcNow(), cancelled));
            return new Absence(!isListed, null);
        }
        catch (ApiException fault)
        {
            return new Absence(IsProven: false, fault);
        }

        bool Contains(ImmutableArray<Rotation> rotations) => rotations.Any(rotation => rotation.Id == id);
    }

    /// <summary>Folders directly below a path.</summary>
    public Task<ImmutableArray<Folder>> Folders(
        string projectId, string environment, string path, DateTimeOffset? notBefore, CancellationToken cancelled) =>
        _folders.Get(
            new FolderKey(projectId, environment, path),
            notBefore,
            token => client.ListFoldersAsync(projectId, environment, path, token),
            cancelled);

    /// <summary>Names of the secrets in a folder, without their values.</summary>
    public Task<ImmutableArray<SecretName>> SecretNames(
        string projectId, string environment, string path, DateTimeOffset? notBefore, CancellationToken cancelled) =>
        _secretNames.Get(
            new FolderKey(projectId, environment, path),
            notBefore,
            token => client.ListSecretNamesAsync(projectId, environment, path, token),
            cancelled);

    /// <summary>Whether the names of a folder were read in this run, so that <see cref="SecretNames"/> is free.</summary>
    public bool HasSecretNames(string projectId, string environment, string path, DateTimeOffset? notBefore) =>
        _secretNames.Has(new FolderKey(projectId, environment, path), notBefore);

    /// <summary>Connections for an app that the identity may use in a project.</summary>
    public Task<ImmutableArray<AvailableConnection>> AvailableConnections(
        string app, string projectId, DateTimeOffset? notBefore, CancellationToken cancelled) =>
        _availableConnections.Get(
            new AvailableConnectionsKey(app, projectId),
            notBefore,
            token => ReadAvailableConnections(app, projectId, token),
            cancelled);

    /// <summary>
    /// App connections that the identity may read. With an app, an identity that may only use them still sees id and
    /// name.
    /// </summary>
    public Task<ImmutableArray<AppConnection>> AppConnections(
        string? app, string? projectId, CancellationToken cancelled) =>
        AppConnections(app, projectId, run.LastWrite, cancelled);

    /// <inheritdoc cref="AppConnections(string?, string?, CancellationToken)"/>
    public Task<ImmutableArray<AppConnection>> AppConnections(
        string? app, string? projectId, DateTimeOffset? notBefore, CancellationToken cancelled) =>
        _appConnections.Get(
            new AppConnectionsKey(app, projectId),
            notBefore,
            token => ReadAppConnections(app, projectId, token),
            cancelled);

    /// <summary>
    /// One connection: from a list where other connections of the same project or organization are read too, else with
    /// a single GET, which also decides about a connection that is missing from the list.
    /// </summary>
    /// <param name="app">The slug of the app.</param>
    /// <param name="projectId">Project of the connection; null for one of the organization.</param>
    /// <param name="id">The id of the connection.</param>
    /// <param name="cancelled">Ends the wait.</param>
    /// <returns>
    /// Null only if the server says that the connection does not exist; see <see cref="ProveConnectionAbsence"/>.
    /// </returns>
    public async Task<AppConnection?> AppConnection(
        string app, string? projectId, string id, CancellationToken cancelled)
    {
        if (run.IsWritten(id) || await IsOnlyRead(new ReadKey(ReadKind.Connection, projectId), cancelled))
        {
            return await client.GetConnectionAsync(app, id, cancelled);
        }

        // An identity that may not list connections may still read this one.
        var connections = await ConnectionsOfAllApps(projectId, notBefore: null, cancelled);
        return connections?.FirstOrDefault(connection => connection.Id == id)
            ?? await client.GetConnectionAsync(app, id, cancelled);
    }

    /// <summary>
    /// The connections of all apps in a project or, without one, in the organization. Null where the identity may not
    /// list them or the server cannot; that is found out only once.
    /// </summary>
    public async Task<ImmutableArray<AppConnection>?> ConnectionsOfAllApps(
        string? projectId, DateTimeOffset? notBefore, CancellationToken cancelled)
    {
        if (_unlistable.ContainsKey(projectId ?? ""))
        {
            return null;
        }

        try
        {
            return await AppConnections(app: null, projectId, notBefore, cancelled);
        }
        catch (ApiException fault) when (fault.IsTooLarge
            || fault.Kind is ServerErrorKind.PermissionDenied or ServerErrorKind.MissingRoute)
        {
            _unlistable.TryAdd(projectId ?? "", true);
            return null;
        }
    }

    /// <summary>
    /// Call after the server reported that a connection does not exist. Another server, or the same one with another
    /// identity, says so too. A connection of a project is gone if the project can be read and lacks it. For one of the
    /// organization, a connection of the same organization must be there, or another resource of the state.
    /// </summary>
    /// <param name="projectId">Project of the connection; null for one of the organization.</param>
    /// <param name="organizationId">Organization of the connection; null if the state does not say it.</param>
    /// <param name="id">The id of the connection.</param>
    /// <param name="cancelled">Ends the wait.</param>
    public async Task<Absence> ProveConnectionAbsence(
        string? projectId, string? organizationId, string id, CancellationToken cancelled)
    {
        try
        {
            var connections = await AppConnections(app: null, projectId, time.GetUtcNow(), cancelled);
            var isSameServer = projectId is not null
                || run.IsServerKnown
                || connections.Any(connection =>
                    connection.OrganizationId is { } listed && listed == organizationId);
            return new Absence(isSameServer && connections.All(connection => connection.Id != id), Fault: null);
        }
        catch (ApiException fault)
        {
            return new Absence(IsProven: false, fault);
        }
    }

    /// <summary>The projects whose rotations were read in this run.</summary>
    public ImmutableArray<string> ReadProjects => [.. _rotations.Keys];

    private async Task<ImmutableArray<AppConnection>> ReadAppConnections(
        string? app, string? projectId, CancellationToken cancelled)
    {
        try
        {
            return await client.ListAppConnectionsAsync(app, projectId, cancelled);
        }
        catch (ApiException fault) when (fault.IsPermissionDenied && app is not null)
        {
            var available = await client.ListAvailableConnectionsAsync(app, projectId, cancelled);
            return
            [
                .. available.Select(connection => new AppConnection(connection.Id, connection.Name, connection.App)
                {
                    ProjectId = connection.ProjectId,
                }),
            ];
        }
    }

    /// <summary>An identity without rights on the project's own connections may still use the organisation's.</summary>
    private async Task<ImmutableArray<AvailableConnection>> ReadAvailableConnections(
        string app, string projectId, CancellationToken cancelled)
    {
        try
        {
            return await client.ListAvailableConnectionsAsync(app, projectId, cancelled);
        }
        catch (ApiException fault) when (fault.IsPermissionDenied)
        {
            return await client.ListAvailableConnectionsAsync(app, null, cancelled);
        }
    }

    /// <summary>Whether this is the first read of its kind in the project and no other follows immediately.</summary>
    private async Task<bool> IsOnlyRead(ReadKey key, CancellationToken cancelled)
    {
        if (_readCounts.AddOrUpdate(key, 1, (_, count) => count + 1) > 1)
        {
            return false;
        }

        await Task.Delay(GatherTime, time, cancelled);
        return _readCounts[key] == 1;
    }

    private enum ReadKind
    {
        Rotation,
        Connection,
    }

    /// <param name="ProjectId">Null for a connection of the organization.</param>
    private sealed record ReadKey(ReadKind Kind, string? ProjectId);

    private sealed record FolderKey(string ProjectId, string Environment, string Path);

    private sealed record AvailableConnectionsKey(string App, string ProjectId);

    private sealed record AppConnectionsKey(string? App, string? ProjectId);
}
