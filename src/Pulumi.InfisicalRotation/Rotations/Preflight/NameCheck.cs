using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>A rotation name is unique in its folder.</summary>
internal sealed class NameCheck : PreflightCheck
{
    public override Task<ImmutableArray<Finding>> Run(PreflightRequest request, SharedReads reads) => Task.FromResult(
        request.NameHolders
            .Select(rotation => request.GivingUpName(rotation) is { } owner
                ? Finding.Notice(StackMessages.NameGivenUp(rotation, owner))
                : Finding.Error(PreflightMessages.NameTaken(
                    request.Inputs, rotation, request.Stack.Of(rotation), request.Stack.IsForComponent)))
            .ToImmutableArray());
}
