using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>
/// Lists a page of a project's rotations of one type, or of all types for the generic resource without one. Ordered by
/// name and id; the continuation token is that of the last rotation of the page before.
/// </summary>
internal sealed class RotationList(RotationType type, ProviderSession session)
{
    private const int PageSize = 100;

    public async Task<ListAnswer> Run(ListCall call, CallContext context)
    {
        var projectId = (call.Query.Get(Envelope.ProjectId.Name)?.Plain() as PropertyValue.Text)?.Value
            ?? session.Settings.ProjectId
            ?? throw new RefusalException(RefusalKind.InvalidInput, RotationMessages.ProjectNeeded);
        try
        {
            var rotations = await session.Reads.Rotations(projectId, null, context.Cancelled);
            var rest = rotations
                .Where(rotation => type.Slug.Length == 0 || rotation.Type == type.Slug)
                .Select(rotation => (Key: $"{rotation.Name}/{rotation.Id}", rotation))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Where(pair => string.CompareOrdinal(pair.Key, call.ContinuationToken) > 0)
                .ToImmutableArray();
            var size = new[] { call.Limit, call.PageSize, PageSize }.Where(limit => limit > 0).Min();
            var page = rest.Take((int)size).ToImmutableArray();
            return new ListAnswer(
                [.. page.Select(pair => new ListedResource(pair.rotation.Id, pair.rotation.Name))],
                page.Length < rest.Length ? page[^1].Key : "");
        }
        catch (ApiException fault)
        {
            throw fault.ToRefusal();
        }
    }
}
