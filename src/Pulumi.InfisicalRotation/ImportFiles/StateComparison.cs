using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>
/// Compares a Terraform state with Infisical. Reports what a state may hide: a pause that was lost, and a move that
/// never happened.
/// </summary>
/// <param name="server">Reads the rotations of a project.</param>
/// <param name="filter">Which rotations are wanted; nothing is reported about others.</param>
/// <param name="report">Takes a sentence for the user.</param>
internal sealed class StateComparison(ProjectRotations server, ImportFilter filter, Action<string> report)
{
    private readonly Dictionary<string, string> _unreadable = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<AppConnection>> _connections = new(StringComparer.Ordinal);

    /// <summary>The wanted candidates as the server has them, without those that it does not have.</summary>
    /// <exception cref="ImportException">Nothing can be read.</exception>
    public async Task<ImmutableArray<ImportCandidate>> Run(
        ImmutableArray<ImportCandidate> candidates, CancellationToken cancelled)
    {
        var kept = ImmutableArray.CreateBuilder<ImportCandidate>();
        foreach (var candidate in candidates.Where(filter.WantsType))
        {
            var actual = candidate.RotationType is null
                ? await WithConnection(candidate, candidates, cancelled)
                : await WithRotation(candidate, cancelled);
            if (actual is not null)
            {
                kept.Add(actual);
            }
        }

        return kept.Count > 0 || _unreadable.Count == 0
            ? kept.ToImmutable()
            : throw new ImportException(_unreadable.Values.First());
    }

    /// <summary>A connection that cannot be read is imported all the same; only the program needs its inputs.</summary>
    private async Task<ImportCandidate> WithConnection(
        ImportCandidate candidate, ImmutableArray<ImportCandidate> all, CancellationToken cancelled)
    {
        // An identity may read the connections of the projects although it may not read those of the organization, the
        // empty place.
        var projects = all.Select(one => one.Terraform?.ProjectId).OfType<string>().Distinct(StringComparer.Ordinal);
        foreach (var place in projects.Prepend(""))
        {
            if (!_connections.TryGetValue(place, out var connections))
            {
                connections = await List(place.Length == 0 ? null : place, cancelled);
                _connections[place] = connections;
            }

            if (connections.FirstOrDefault(one => one.Id == candidate.Id) is { } found)
            {
                return candidate with { Connection = found };
            }
        }

        return candidate;
    }

    private async Task<ImmutableArray<AppConnection>> List(string? projectId, CancellationToken cancelled)
    {
        try
        {
            return await server.ListConnections(projectId, cancelled);
        }
        catch (ImportException fault)
        {
            if (_reported.Add(fault.Message))
            {
                report(fault.Message);
            }

            return [];
        }
    }

    private async Task<ImportCandidate?> WithRotation(ImportCandidate candidate, CancellationToken cancelled)
    {
        var address = Printable.Line(candidate.Address ?? candidate.Id);
        if (candidate.Terraform is not { ProjectId: { } projectId } terraform)
        {
            return filter.Wants(candidate) ? candidate : null;
        }

        var (rotation, problem) = await Find(projectId, candidate.Id, address, cancelled);
        if (rotation is null)
        {
            if (filter.Wants(candidate))
            {
                report(problem!);
            }

            return null;
        }

        var actual = candidate with
        {
            Rotation = rotation,
            Environment = rotation.EnvironmentSlug,
            Path = rotation.FolderPath,
        };
        if (!filter.Wants(actual))
        {
            return null;
        }

        Compare(candidate, terraform, rotation, address);
        return actual;
    }

    /// <returns>The rotation, or why there is none.</returns>
    private async Task<(Rotation? Rotation, string? Problem)> Find(
        string projectId, string id, string address, CancellationToken cancelled)
    {
        if (!_unreadable.TryGetValue(projectId, out var cause))
        {
            try
            {
                var rotations = await server.List(projectId, cancelled);
                return (rotations.FirstOrDefault(rotation => rotation.Id == id), ImportMessages.NotInProject(address));
            }
            catch (ImportException fault) when (!IsOfAllProjects(fault))
            {
                _unreadable[projectId] = cause = fault.Message;
            }
        }

        return (null, ImportMessages.NotReadable(address, cause));
    }

    /// <summary>Without an answer or a login, no other project can be read either.</summary>
    private static bool IsOfAllProjects(ImportException fault) =>
        fault.InnerException is ApiException { Failure: not ApiFailure.Answered } or ApiException { IsLogin: true };

    private void Compare(ImportCandidate candidate, TerraformRotation terraform, Rotation rotation, string address)
    {
        if (terraform.IsAutoRotationEnabled is false && rotation.IsAutoRotationEnabled is true)
        {
            report(ImportMessages.LostPause(address));
        }

        CompareText("environment", TextFormat.Slug, candidate.Environment, rotation.EnvironmentSlug);
        CompareText("secret_path", TextFormat.FolderPath, candidate.Path, rotation.FolderPath);
        CompareText("connection_id", TextFormat.Uuid, terraform.ConnectionId, rotation.ConnectionId);

        void CompareText(string name, TextFormat format, string? stated, string? actual)
        {
            if (stated is not null && actual is not null
                && TextFormats.Normal(format, stated) != TextFormats.Normal(format, actual))
            {
                report(ImportMessages.NeverMoved(address, name, Printable.Line(stated), Printable.Line(actual)));
            }
        }
    }
}
