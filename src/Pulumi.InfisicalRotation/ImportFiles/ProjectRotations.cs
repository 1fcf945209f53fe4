using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>Reads rotations and their app connections from Infisical.</summary>
/// <param name="session">The server and the credentials.</param>
/// <param name="report">Takes a sentence for the user.</param>
internal sealed class ProjectRotations(ProviderSession session, Action<string> report)
{
    /// <summary>All rotations of a project that the identity may read.</summary>
    /// <exception cref="ImportException">They cannot be read.</exception>
    public async Task<ImmutableArray<ImportCandidate>> Read(string projectId, CancellationToken cancelled)
    {
        var candidates = ImmutableArray.CreateBuilder<ImportCandidate>();
        foreach (var rotation in await List(projectId, cancelled))
        {
            var candidate = ImportCandidate.Of(rotation with { ProjectId = rotation.ProjectId ?? projectId });
            if (candidate.ImportId is null)
            {
                report(ImportMessages.HasNoPlace(Printable.Line(rotation.Name)));
            }
            else
            {
                candidates.Add(candidate);
            }
        }

        return candidates.ToImmutable();
    }

    /// <summary>The app connections that the rotations use, of the project and of the organization.</summary>
    /// <exception cref="ImportException">They cannot be read.</exception>
    public async Task<ImmutableArray<ImportCandidate>> Connections(
        string? projectId, ImmutableArray<ImportCandidate> rotations, CancellationToken cancelled)
    {
        var used = rotations.Select(rotation => rotation.Rotation?.ConnectionId).OfType<string>().ToHashSet();
        var found = new Dictionary<string, AppConnection>(StringComparer.Ordinal);
        foreach (var place in new[] { projectId, null })
        {
            if (used.All(found.ContainsKey))
            {
                break;
            }

            foreach (var connection in await ListConnections(place, cancelled))
            {
                found.TryAdd(connection.Id, connection);
            }
        }

        var candidates = ImmutableArray.CreateBuilder<ImportCandidate>();
        foreach (var id in used.Order(StringComparer.Ordinal))
        {
            if (!found.TryGetValue(id, out var connection))
            {
                report(ImportMessages.ConnectionNotReadable(id));
            }
            else if (ImportCandidate.Of(connection) is { } candidate)
            {
                candidates.Add(candidate);
            }
            else
            {
                report(ImportMessages.UnknownApp(Printable.Line(connection.Name), Printable.Line(connection.App)));
            }
        }

        return candidates.ToImmutable();
    }

    /// <summary>The rotations of a project.</summary>
    /// <exception cref="ImportException">They cannot be read.</exception>
    public async Task<ImmutableArray<Rotation>> List(string projectId, CancellationToken cancelled)
    {
        try
        {
            return await session.Reads.Rotations(projectId, null, cancelled);
        }
        catch (ApiException fault)
        {
            throw new ImportException(ImportMessages.ProjectNotRead(fault), fault);
        }
    }

    /// <summary>
    /// The connections of a project, or without one those of the organization; none if the identity may not list them.
    /// </summary>
    /// <exception cref="ImportException">They cannot be read.</exception>
    public async Task<ImmutableArray<AppConnection>> ListConnections(string? projectId, CancellationToken cancelled)
    {
        try
        {
            return await session.Client.ListAppConnectionsAsync(null, projectId, cancelled);
        }
        catch (ApiException fault) when (fault.IsPermissionDenied || (projectId is not null && fault.IsNotFound))
        {
            return [];
        }
        catch (ApiException fault)
        {
            throw new ImportException(fault.WithAdvice(SettingNames.Command), fault);
        }
    }
}
