using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Aws.Iam;

/// <summary>The simulated decision about one action.</summary>
/// <param name="MissingContext">Keys of conditions that the simulation has no value for.</param>
internal sealed record SimulatedAction(string Action, bool IsAllowed, ImmutableArray<string> MissingContext)
{
    /// <summary>It is denied, whatever the conditions of the policies say.</summary>
    public bool IsDenied => !IsAllowed && MissingContext.IsEmpty;
}
