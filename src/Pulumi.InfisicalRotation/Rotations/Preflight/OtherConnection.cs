using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>
/// Looks for a connection that can't be used, to tell what it is. Reading connections needs a permission that few
/// machine identities have; without it, the list of those that it may use is read for every other app.
/// </summary>
internal static class OtherConnection
{
    /// <returns>Null if the identity sees no such connection.</returns>
    public static async Task<AppConnection?> Find(
        string id, RotationType type, string projectId, PreflightRequest request, SharedReads reads)
    {
        var ofProject = await Readable(projectId);
        if (In(ofProject) is { } found)
        {
            return found;
        }

        // The organization's list has the connections of all projects, so it is the last word.
        var ofOrganization = await Readable(null);
        return ofOrganization is null ? In(await Usable()) : In(ofOrganization);

        Task<ImmutableArray<AppConnection>?> Readable(string? project) =>
            OrNull(reads.AppConnections(null, project, request.Cancelled));

        async Task<ImmutableArray<AppConnection>?> Usable()
        {
            var apps = RotationTypes.All.SelectMany(one => one.ConnectionApps).Distinct().Except(type.ConnectionApps);
            var lists = await Task.WhenAll(apps.Select(
                app => OrNull(reads.AvailableConnections(app, projectId, request.NotBefore, request.Cancelled))));
            return
            [
                .. lists.SelectMany(list => list ?? []).Select(
                    one => new AppConnection(one.Id, one.Name, one.App) { ProjectId = one.ProjectId }),
            ];
        }

        AppConnection? In(ImmutableArray<AppConnection>? list) =>
            list?.FirstOrDefault(one => string.Equals(one.Id, id, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<ImmutableArray<T>?> OrNull<T>(Task<ImmutableArray<T>> reading)
    {
        try
        {
            return await reading;
        }
        catch (ApiException)
        {
            return null;
        }
    }
}
