using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>Finds the rotations that use a connection.</summary>
internal sealed class ConnectionUsers(ProviderSession session)
{
    /// <summary>
    /// Those of the connection's project, or of the projects that this run knows. What cannot be read is left out.
    /// </summary>
    /// <param name="notBefore">The lists must have been read at this time or later; null for the usual lifetime.</param>
    public async Task<ImmutableArray<Rotation>> Find(
        ConnectionInputs inputs, string id, DateTimeOffset? notBefore, CancellationToken cancelled)
    {
        IEnumerable<string?> projects = inputs.ProjectId is { } own
            ? [own]
            : [session.Settings.ProjectId, .. session.Reads.ReadProjects];
        var users = ImmutableArray.CreateBuilder<Rotation>();
        foreach (var projectId in projects.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            try
            {
                var rotations = await session.Reads.Rotations(projectId, notBefore, cancelled);
                users.AddRange(rotations.Where(rotation => rotation.ConnectionId == id));
            }
            catch (ApiException)
            {
                // The list only completes a message.
            }
        }

        return users.ToImmutable();
    }
}
