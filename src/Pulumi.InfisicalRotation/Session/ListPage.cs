using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// A page of a list. Ordered by name and id; the continuation token is that of the last item of the page before.
/// </summary>
internal static class ListPage
{
    private const int PageSize = 100;

    public static ListAnswer Of(ListCall call, IEnumerable<ListedResource> all)
    {
        var rest = all
            .Select(resource => (Key: $"{resource.Name}/{resource.Id}", resource))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Where(pair => string.CompareOrdinal(pair.Key, call.ContinuationToken) > 0)
            .ToImmutableArray();
        var size = new[] { call.Limit, call.PageSize, PageSize }.Where(limit => limit > 0).Min();
        var page = rest.Take((int)size).ToImmutableArray();
        return new ListAnswer(
            [.. page.Select(pair => pair.resource)], page.Length < rest.Length ? page[^1].Key : "");
    }
}
