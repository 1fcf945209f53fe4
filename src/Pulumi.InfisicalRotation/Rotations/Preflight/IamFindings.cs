using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>What the checks of an IAM user have found.</summary>
/// <param name="IsKnown">The keys were read: the findings say what will happen to them.</param>
internal sealed record IamFindings(bool IsKnown)
{
    public static readonly IamFindings None = new(IsKnown: false);

    /// <summary>AWS does not know the user; one that was just created may show up.</summary>
    public bool IsUserMissing { get; init; }

    public ImmutableArray<string> Errors { get; init; } = [];

    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>What will happen as expected.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Logs everything except the errors.</summary>
    public void Log(CallContext context)
    {
        foreach (var warning in Warnings)
        {
            context.Warn(warning);
        }

        foreach (var note in Notes)
        {
            context.Info(note);
        }
    }
}
