using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Functions;

/// <summary>Finds a rotation by its id, although the route to one rotation needs its type.</summary>
internal static class RotationLookup
{
    /// <summary>
    /// From the project's list, which is shared. A rotation of another or of an unknown project is asked for type by
    /// type: the server compares the type with the app of the rotation's connection.
    /// </summary>
    /// <param name="projectId">The project, as far as it is known.</param>
    /// <returns>
    /// The rotation, or null; and whether a rotation with this id exists, possibly of a type unknown to this provider.
    /// </returns>
    public static async Task<(Rotation? Found, bool Exists)> ById(
        ProviderSession session, string id, string? projectId, bool isOtherProjectPossible, CancellationToken cancelled)
    {
        if (projectId is not null)
        {
            var found = await InProject(session, id, projectId, isOtherProjectPossible, cancelled);
            if (found is not null || !isOtherProjectPossible)
            {
                return (found, found is not null);
            }
        }

        var exists = false;
        ApiException? missing = null;
        foreach (var type in RotationTypes.All)
        {
            try
            {
                // A missing rotation is missing whatever the type.
                var rotation = await session.Client.GetRotationAsync(type.Slug, id, cancelled);
                return (rotation, rotation is not null);
            }
            catch (ApiException fault) when (fault.IsMissingRoute)
            {
                // The server is older than this type.
                missing = fault;
            }
            catch (ApiException fault) when (IsOtherType(fault))
            {
                exists = true;
            }
        }

        // A server without any of the routes has no rotations at all.
        return exists || missing is null ? (null, true) : throw missing;
    }

    private static async Task<Rotation?> InProject(
        ProviderSession session, string id, string projectId, bool isOtherProjectPossible, CancellationToken cancelled)
    {
        try
        {
            var rotations = await session.Reads.Rotations(projectId, session.Run.LastWrite, cancelled);
            return rotations.FirstOrDefault(rotation => rotation.Id == id);
        }
        catch (ApiException fault) when (isOtherProjectPossible && (fault.IsPermissionDenied || fault.IsNotFound))
        {
            // The project is only a default, and the rotation may be in another one.
            return null;
        }
    }

    /// <summary>For two types of one app the server fails on its own response.</summary>
    private static bool IsOtherType(ApiException fault) =>
        fault.Kind is ServerErrorKind.OtherRotationType || fault is { Failure: ApiFailure.Answered, Status: 500 };
}
