using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Protocol.Wire;

/// <summary>
/// Encodes a diff: changes by path, changed top-level properties, and those that replace the resource.
/// </summary>
internal static class DiffAnswers
{
    public static DiffResponse Encode(DiffAnswer answer)
    {
        // With DIFF_UNKNOWN the engine computes its own diff. Without HasDetailedDiff it ignores the details.
        var response = new DiffResponse
        {
            Changes = answer.Changes.IsDefaultOrEmpty
                ? DiffResponse.Types.DiffChanges.DiffNone
                : DiffResponse.Types.DiffChanges.DiffSome,
            DeleteBeforeReplace = answer.DeleteBeforeReplace,
            HasDetailedDiff = true,
        };
        if (answer.Changes.IsDefaultOrEmpty)
        {
            return response;
        }

        foreach (var change in answer.Changes)
        {
            response.DetailedDiff[change.Path.WellFormed()] =
                new PropertyDiff { Kind = KindOf(change), InputDiff = true };
        }

        response.Diffs.Add(RootsOf(answer.Changes));
        response.Replaces.Add(RootsOf(answer.Changes.Where(change => change.Replaces)));
        return response;
    }

    private static IEnumerable<string> RootsOf(IEnumerable<PropertyChange> changes) =>
        changes.Select(change => PropertyPath.Root(change.Path).WellFormed()).Distinct(StringComparer.Ordinal);

    private static PropertyDiff.Types.Kind KindOf(PropertyChange change) => (change.Kind, change.Replaces) switch
    {
        (ChangeKind.Add, false) => PropertyDiff.Types.Kind.Add,
        (ChangeKind.Add, true) => PropertyDiff.Types.Kind.AddReplace,
        (ChangeKind.Delete, false) => PropertyDiff.Types.Kind.Delete,
        (ChangeKind.Delete, true) => PropertyDiff.Types.Kind.DeleteReplace,
        (_, false) => PropertyDiff.Types.Kind.Update,
        (_, true) => PropertyDiff.Types.Kind.UpdateReplace,
    };
}
