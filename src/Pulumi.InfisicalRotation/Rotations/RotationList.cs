using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>
/// Lists a page of a project's rotations of one type, or of all types for the generic resource without one.
/// </summary>
internal sealed class RotationList(RotationType type, ProviderSession session)
{
    public async Task<ListAnswer> Run(ListCall call, CallContext context)
    {
        var projectId = call.Query.TextOf(Envelope.ProjectId)
            ?? session.Settings.ProjectId
            ?? throw new RefusalException(RefusalKind.InvalidInput, RotationMessages.ProjectNeeded);
        try
        {
            var rotations = await session.Reads.Rotations(projectId, null, context.Cancelled);
            return ListPage.Of(call, rotations
                .Where(rotation => type.Slug.Length == 0 || rotation.Type == type.Slug)
                .Select(rotation => new ListedResource(rotation.Id, rotation.Name)));
        }
        catch (ApiException fault)
        {
            throw fault.ToRefusal();
        }
    }
}
