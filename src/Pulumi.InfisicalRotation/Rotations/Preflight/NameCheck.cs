using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>A rotation name is unique in its folder.</summary>
internal sealed class NameCheck : PreflightCheck
{
    public override Task<ImmutableArray<Finding>> Run(PreflightRequest request, SharedReads reads) => Task.FromResult(
        request.Rotations
            .Where(rotation => rotation.Id != request.OwnId
                && request.Names.Contains(rotation.Name) && request.IsInFolder(rotation))
            .Select(rotation => Finding.Error(PreflightMessages.NameTaken(request.Inputs, rotation)))
            .ToImmutableArray());
}
