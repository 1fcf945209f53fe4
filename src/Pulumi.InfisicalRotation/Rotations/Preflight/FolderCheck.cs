using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>Environment and folder must exist.</summary>
internal sealed class FolderCheck : PreflightCheck
{
    public override async Task<ImmutableArray<Finding>> Run(PreflightRequest request, SharedReads reads)
    {
        if (request.Inputs is not { ProjectId: { } projectId, Environment: { } environment, SecretPath: { } path })
        {
            return [];
        }

        var own = request.Rotations.FirstOrDefault(rotation => rotation.Id == request.OwnId);
        try
        {
            var cut = path.LastIndexOf('/');
            var parent = cut <= 0 ? "/" : path[..cut];
            var folders = await reads.Folders(projectId, environment, parent, request.NotBefore, request.Cancelled);
            return path == "/" || folders.Any(folder => folder.Name == path[(cut + 1)..])
                ? []
                : [Finding.Error(PreflightMessages.FolderMissing(path, environment, projectId, own))];
        }
        catch (ApiException fault) when (fault.Kind is ServerErrorKind.EnvironmentNotFound)
        {
            return [Finding.Error(PreflightMessages.EnvironmentMissing(environment, projectId, own))];
        }
        catch (ApiException fault)
        {
            return [Finding.ServerNotChecked(fault)];
        }
    }
}
