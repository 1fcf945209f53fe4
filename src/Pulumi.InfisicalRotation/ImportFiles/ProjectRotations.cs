using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>Reads rotations and their app connections from Infisical, and compares a Terraform state with them.</summary>
/// <param name="session">The server and the credentials.</param>
/// <param name="report">Takes a sentence for the user.</param>
internal sealed class ProjectRotations(ProviderSession session, Action<string> report)
{
    /// <summary>All rotations of a project that the identity may read.</summary>
    /// <exception cref="ImportException">They cannot be read.</exception>
    public async Task<ImmutableArray<ImportCandidate>> Read(string projectId, CancellationToken cancelled) =>
        [.. (await List(projectId, cancelled)).Select(ImportCandidate.Of)];

    /// <summary>
    /// The candidates of a Terraform state as the server has them, without those that it does not have. Reports what a
    /// state may hide: a pause that was lost, and a move that never happened.
    /// </summary>
    /// <exception cref="ImportException">The rotations of a project cannot be read.</exception>
    public async Task<ImmutableArray<ImportCandidate>> Compare(
        ImmutableArray<ImportCandidate> candidates, CancellationToken cancelled)
    {
        var kept = ImmutableArray.CreateBuilder<ImportCandidate>();
        foreach (var candidate in candidates)
        {
            if (candidate is not { RotationType: not null, Terraform: { ProjectId: { } projectId } terraform })
            {
                kept.Add(candidate);
                continue;
            }

            var rotations = await List(projectId, cancelled);
            var address = Printable.Line(candidate.Address ?? candidate.Id);
            if (rotations.FirstOrDefault(rotation => rotation.Id == candidate.Id) is not { } rotation)
            {
                report(ImportMessages.NotInProject(address));
                continue;
            }

            Compare(candidate, terraform, rotation, address);
            kept.Add(candidate with
            {
                Rotation = rotation,
                Environment = rotation.EnvironmentSlug,
                Path = rotation.FolderPath,
            });
        }

        return kept.ToImmutable();
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

    private void Compare(ImportCandidate candidate, TerraformRotation terraform, Rotation rotation, string address)
    {
        if (terraform.IsAutoRotationEnabled is false && rotation.IsAutoRotationEnabled is true)
        {
            report(ImportMessages.LostPause(address));
        }

        foreach (var (name, stated, actual) in new[]
        {
            ("environment", candidate.Environment, rotation.EnvironmentSlug),
            ("secret_path", candidate.Path, rotation.FolderPath),
            ("connection_id", terraform.ConnectionId, rotation.ConnectionId),
        })
        {
            if (stated is not null && actual is not null && !string.Equals(stated, actual, StringComparison.Ordinal))
            {
                report(ImportMessages.NeverMoved(address, name, Printable.Line(stated), Printable.Line(actual)));
            }
        }
    }

    private async Task<ImmutableArray<Rotation>> List(string projectId, CancellationToken cancelled)
    {
        try
        {
            return await session.Reads.Rotations(projectId, null, cancelled);
        }
        catch (ApiException fault)
        {
            throw new ImportException(fault.WithAdvice(), fault);
        }
    }

    private async Task<ImmutableArray<AppConnection>> ListConnections(string? projectId, CancellationToken cancelled)
    {
        try
        {
            return await session.Client.ListAppConnectionsAsync(null, projectId, cancelled);
        }
        catch (ApiException fault) when (fault.IsPermissionDenied)
        {
            return [];
        }
        catch (ApiException fault)
        {
            throw new ImportException(fault.WithAdvice(), fault);
        }
    }
}
