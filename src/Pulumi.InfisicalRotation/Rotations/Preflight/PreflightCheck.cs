using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>One check of a requested rotation against the server, before anything is sent.</summary>
internal abstract class PreflightCheck
{
    /// <summary>The findings; a failed read is a finding too.</summary>
    public abstract Task<ImmutableArray<Finding>> Run(PreflightRequest request, SharedReads reads);
}
