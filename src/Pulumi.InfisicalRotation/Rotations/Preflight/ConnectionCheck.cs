using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>The connection must be for an app of the type, and the identity must be allowed to use it.</summary>
internal sealed class ConnectionCheck : PreflightCheck
{
    public override async Task<ImmutableArray<Finding>> Run(PreflightRequest request, SharedReads reads)
    {
        var type = request.Inputs.Type;
        if (request.Inputs is not { ProjectId: { } projectId, ConnectionId: { } connectionId }
            || type.ConnectionApps.IsEmpty)
        {
            return [];
        }

        try
        {
            foreach (var app in type.ConnectionApps)
            {
                var connections = await reads.AvailableConnections(app, projectId, request.NotBefore, request.Cancelled);
                if (connections.Any(one => string.Equals(one.Id, connectionId, StringComparison.OrdinalIgnoreCase)))
                {
                    return [];
                }
            }

            var found = await OtherConnection.Find(connectionId, type, projectId, request, reads);
            if (request.IsConnectionNew && (found is null || CanBeUsed(found, type, projectId)))
            {
                // The server checks it before it issues a credential.
                return [];
            }

            return [Finding.Error(found is null
                ? PreflightMessages.ConnectionMissing(connectionId, type, projectId)
                : PreflightMessages.ConnectionNotUsable(found, type, projectId))];
        }
        catch (ApiException fault) when (fault.IsPermissionDenied)
        {
            return [Finding.Error(PreflightMessages.ConnectionsForbidden(fault))];
        }
        catch (ApiException fault)
        {
            return [Finding.ServerNotChecked(fault)];
        }
    }

    private static bool CanBeUsed(AppConnection connection, RotationType type, string projectId) =>
        type.ConnectionApps.Contains(connection.App) && (connection.ProjectId ?? projectId) == projectId;
}
