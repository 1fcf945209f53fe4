using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>The rotations on the server that other resources of the stack have, and what these become in this run.</summary>
/// <param name="urn">The resource that asks; its own rotation is not one of them.</param>
internal sealed class StackRotations(RunState run, string urn)
{
    /// <summary>
    /// The resource that asks is the child of a component: its inputs are those of the component, and it can't be
    /// imported alone.
    /// </summary>
    public bool IsForComponent =>
        urn.Contains(PackageInfo.Token(RotatedAwsIamUserFields.TypeName) + '$', StringComparison.Ordinal);

    /// <summary>The resource that has a rotation; null for a rotation of this resource or outside the stack.</summary>
    public StackRotation? Of(Rotation rotation)
    {
        if (run.Plans.OwnerOf(rotation.Id) is not { } owner || owner == urn)
        {
            return null;
        }

        var keepsSecrets = run.Plans.IsReplaced(owner) && run.PredecessorOf(owner) is { KeepsSecrets: true };
        return new StackRotation(
            owner,
            run.Plans.Of(owner) is { } plan ? new RotationInputs(plan.Type, plan.Inputs) : null,
            keepsSecrets);
    }

    /// <summary>Whether this process has deleted a rotation that an earlier list still has.</summary>
    public bool IsDeleted(Rotation rotation) => run.IsDeleted(rotation.Id);
}
