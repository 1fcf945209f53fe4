using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>What a look at Infisical found: what stands in the way, and the rotation that holds the name, if one does.</summary>
/// <param name="Problems">What has to go before the creation can be.</param>
/// <param name="NameHolder">The rotation that has the name.</param>
/// <param name="Rival">Another rotation of the same account, where that does harm.</param>
/// <param name="IsBlind">Nothing could be looked at.</param>
internal sealed record WorldView(ImmutableArray<string> Problems, Rotation? NameHolder, Rotation? Rival = null, bool IsBlind = false)
{
    /// <summary>The rotation that is to be replaced is not in the project's list: most likely it is gone.</summary>
    public bool IsPredecessorUnseen { get; init; }
}

/// <summary>
/// Holds what is asked for against what is there, before anything is sent: the server finds some of it out only after it has made a
/// credential. Reads are shared by all resources; what can't be looked at is told once and stops nothing.
/// </summary>
internal sealed class WorldChecks(ProviderSession session)
{
    /// <summary>Everything a creation needs: the place, the names, the connection.</summary>
    /// <param name="inputs">Checked inputs; what is not known yet is not looked at.</param>
    /// <param name="replaced">A rotation that is gone by then, with its name and its secrets; null where none is.</param>
    /// <param name="warn">Told what can't be looked at; null where the request itself will tell.</param>
    /// <param name="notBefore">How old an answer may be; null for the usual.</param>
    /// <param name="cancelled">Ends the waiting.</param>
    public async Task<WorldView> ForCreate(
        RotationInputs inputs, Predecessor? replaced, Action<ApiException, Func<ApiException, string>>? warn, DateTimeOffset? notBefore, CancellationToken cancelled)
    {
        if (inputs.ProjectId is not { } projectId)
        {
            return new WorldView([], null);
        }

        // The list first: where it can't be had, the others can't either, and one warning is enough.
        var look = new Look(warn, notBefore, cancelled);
        var (rotations, problem) = await Rotations(projectId, look);
        if (rotations is not { } known)
        {
            return new WorldView(problem is null ? [] : [problem], null, IsBlind: problem is null);
        }

        var holder = Holder(known, inputs, replaced?.Id);
        var place = Place(inputs, look);
        var connection = Connection(inputs, projectId, look);
        var secrets = Secrets(known, inputs, inputs.SecretNames, replaced is { KeepsSecrets: false } ? replaced.Id : null, look);
        var others = known.RemoveAll(rotation => rotation.Id == replaced?.Id || rotation == holder);
        return new WorldView([.. await place, .. await connection, .. Others(await secrets, holder)], holder, Rivals.Among(others, inputs))
        {
            IsPredecessorUnseen = replaced is not null && known.All(rotation => rotation.Id != replaced.Id),
        };
    }

    /// <summary>What an update needs where it renames or moves.</summary>
    /// <param name="inputs">Checked inputs.</param>
    /// <param name="selfId">The rotation itself.</param>
    /// <param name="names">The names it will have at its place, and those that it takes there with it before it gets others.</param>
    /// <param name="isMoved">Whether the place is another.</param>
    /// <param name="secrets">Secret names that must be free there.</param>
    /// <param name="warn">Told what can't be looked at.</param>
    /// <param name="cancelled">Ends the waiting.</param>
    public async Task<ImmutableArray<string>> ForUpdate(
        RotationInputs inputs,
        string selfId,
        ImmutableArray<string> names,
        bool isMoved,
        ImmutableArray<KeyValuePair<string, string>> secrets,
        Action<ApiException, Func<ApiException, string>> warn,
        CancellationToken cancelled)
    {
        if (inputs.ProjectId is not { } projectId)
        {
            return [];
        }

        var look = new Look(warn, session.Reads.LastWrite, cancelled);
        var (rotations, problem) = await Rotations(projectId, look);
        if (rotations is not { } known)
        {
            return problem is null ? [] : [problem];
        }

        var taken = known.Where(rotation => rotation.Id != selfId && names.Contains(rotation.Name) && IsAt(rotation, inputs))
            .Select(rotation => RotationMessages.NameTaken(inputs, rotation));
        var place = isMoved ? Place(inputs, look) : Task.FromResult(ImmutableArray<string>.Empty);
        return [.. taken, .. await place, .. await Secrets(known, inputs, secrets, selfId, look)];
    }

    private static Rotation? Holder(ImmutableArray<Rotation> rotations, RotationInputs inputs, string? selfId) => rotations.FirstOrDefault(
        rotation => rotation.Id != selfId && rotation.Name == inputs.Name && IsAt(rotation, inputs));

    private static bool IsAt(Rotation rotation, RotationInputs inputs) =>
        rotation.EnvironmentSlug == inputs.Environment && rotation.FolderPath == inputs.SecretPath;

    /// <summary>Where the name is held already, its holder is the problem; that it holds its own secrets is no second one.</summary>
    private static ImmutableArray<string> Others(ImmutableArray<string> problems, Rotation? holder) => holder is null ? problems : [];

    private async Task<(ImmutableArray<Rotation>? Rotations, string? Problem)> Rotations(string projectId, Look look)
    {
        try
        {
            return (await session.Reads.Rotations(projectId, look.NotBefore, look.Cancelled), null);
        }
        catch (ApiException fault) when (fault.IsPlanRestriction())
        {
            return (null, RotationMessages.PlanLacksRotations(fault));
        }
        catch (ApiException fault) when (fault.IsPermissionDenied)
        {
            return (null, RotationMessages.ReadForbidden(fault));
        }
        catch (ApiException fault) when (fault.IsNotFound)
        {
            return (null, RotationMessages.ProjectMissing(projectId, fault));
        }
        catch (ApiException fault)
        {
            look.Warn?.Invoke(fault, RotationMessages.CannotCheck);
            return (null, null);
        }
    }

    private async Task<ImmutableArray<string>> Place(RotationInputs inputs, Look look)
    {
        if (inputs is not { ProjectId: { } projectId, Environment: { } environment, SecretPath: { } path })
        {
            return [];
        }

        try
        {
            var cut = path.LastIndexOf('/');
            var parent = cut <= 0 ? "/" : path[..cut];
            var folders = await session.Reads.Folders(projectId, environment, parent, look.NotBefore, look.Cancelled);
            return path == "/" || folders.Any(folder => folder.Name == path[(cut + 1)..]) ? [] : [RotationMessages.FolderMissing(path, environment, projectId)];
        }
        catch (ApiException fault) when (fault.IsNotFound && fault.ServerText.Contains("nvironment", StringComparison.Ordinal))
        {
            return [RotationMessages.EnvironmentMissing(environment, projectId)];
        }
        catch (ApiException fault)
        {
            look.Warn?.Invoke(fault, RotationMessages.CannotCheck);
            return [];
        }
    }

    private async Task<ImmutableArray<string>> Connection(RotationInputs inputs, string projectId, Look look)
    {
        if (inputs.ConnectionId is not { } connectionId || inputs.Type.ConnectionApps.IsEmpty)
        {
            return [];
        }

        try
        {
            foreach (var app in inputs.Type.ConnectionApps)
            {
                var connections = await session.Reads.Connections(app, projectId, look.NotBefore, look.Cancelled);
                if (connections.Any(connection => string.Equals(connection.Id, connectionId, StringComparison.OrdinalIgnoreCase)))
                {
                    return [];
                }
            }

            return [RotationMessages.ConnectionMissing(connectionId, inputs.Type, projectId)];
        }
        catch (ApiException fault) when (fault.IsPermissionDenied)
        {
            return [RotationMessages.ConnectionsForbidden(fault)];
        }
        catch (ApiException fault)
        {
            look.Warn?.Invoke(fault, RotationMessages.CannotCheck);
            return [];
        }
    }

    private async Task<ImmutableArray<string>> Secrets(
        ImmutableArray<Rotation> rotations,
        RotationInputs inputs,
        IReadOnlyCollection<KeyValuePair<string, string>> wanted,
        string? selfId,
        Look look)
    {
        if (wanted.Count == 0 || inputs is not { ProjectId: { } projectId, Environment: { } environment, SecretPath: { } path })
        {
            return [];
        }

        // Not every server says whose a secret is; whose the names are the list tells as well.
        var own = rotations.Where(rotation => rotation.Id == selfId && IsAt(rotation, inputs)).SelectMany(NamesOf).ToHashSet(StringComparer.Ordinal);

        // Secrets of other rotations show in the list, also to who may not look at secrets.
        var owners = rotations
            .Where(rotation => rotation.Id != selfId && IsAt(rotation, inputs))
            .SelectMany(rotation => NamesOf(rotation).Select(name => (name, rotation)))
            .DistinctBy(pair => pair.name)
            .ToDictionary(pair => pair.name, pair => pair.rotation, StringComparer.Ordinal);
        var taken = owners.Keys.ToHashSet(StringComparer.Ordinal);
        try
        {
            var secrets = await session.Reads.SecretNames(projectId, environment, path, look.NotBefore, look.Cancelled);
            taken.UnionWith(secrets
                .Where(secret => selfId is null || (secret.RotationId != selfId && !(string.IsNullOrEmpty(secret.RotationId) && own.Contains(secret.Key))))
                .Select(secret => secret.Key));
        }
        catch (ApiException fault) when (fault.IsNotFound)
        {
            // The folder is missing; the look at the place says so.
        }
        catch (ApiException fault)
        {
            look.Warn?.Invoke(fault, RotationMessages.CannotCheckSecrets);
        }

        return [.. wanted.Where(pair => taken.Contains(pair.Value)).Select(pair => owners.TryGetValue(pair.Value, out var owner)
            ? RotationMessages.SecretOfRotation(pair.Key, pair.Value, owner)
            : RotationMessages.SecretTaken(pair.Key, pair.Value, environment, path))];
    }

    private static IEnumerable<string> NamesOf(Rotation rotation) => rotation.SecretsMapping.Select(pair => pair.Value?.ToString() ?? "");

    /// <summary>How a look is taken: whom it tells what it can't see, how old an answer may be, and what ends it.</summary>
    private sealed record Look(Action<ApiException, Func<ApiException, string>>? Warn, DateTimeOffset? NotBefore, CancellationToken Cancelled);
}
