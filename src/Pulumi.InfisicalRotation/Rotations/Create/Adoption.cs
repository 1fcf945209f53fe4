using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations.Preflight;

namespace Pulumi.InfisicalRotation.Rotations.Create;

/// <summary>Decides between adopting the rotation that has the requested name, and refusing.</summary>
internal static class Adoption
{
    /// <summary>
    /// The rotation to adopt: <c>adoptExisting</c> is set, it is identical to the requested one, and no other resource
    /// of the program has it.
    /// </summary>
    public static Rotation? Candidate(RotationInputs inputs, PreflightResult result) =>
        inputs.AdoptExisting && result.NameHolder is { } holder && RotationState.IsAsRequested(inputs, holder)
        && result.NameOwner is not { Planned: not null }
            ? holder
            : null;

    /// <param name="further">Errors of other checks, to be reported together with those of the preflight.</param>
    /// <exception cref="RefusalException">A check found an error.</exception>
    public static void RefuseIfInvalid(
        RotationInputs inputs, PreflightResult result, params ImmutableArray<string> further)
    {
        if (result.Errors.AddRange(further) is { IsEmpty: false } errors)
        {
            throw new RefusalException(RefusalKind.Precondition, PreflightMessages.CannotCreate(inputs.Name, errors));
        }
    }
}
