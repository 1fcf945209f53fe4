using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>The findings of all checks.</summary>
/// <param name="NameHolder">The rotation that has the requested name in the folder, or null.</param>
/// <param name="IsNotChecked">The rotations of the project could not be read, so nothing was checked.</param>
internal sealed record PreflightResult(ImmutableArray<Finding> Findings, Rotation? NameHolder, bool IsNotChecked)
{
    /// <summary>The resource of the stack that has the requested name now, or null.</summary>
    public StackRotation? NameOwner { get; init; }

    /// <summary>The predecessor as the project's list has it; null if the list lacks it.</summary>
    public Rotation? Predecessor { get; init; }

    public ImmutableArray<string> Errors => [.. Messages(FindingSeverity.Error)];

    public IEnumerable<string> Notices => Messages(FindingSeverity.Notice);

    public IEnumerable<string> Warnings => Messages(FindingSeverity.Warning);

    /// <summary>Logs what could not be checked, once for all resources, and what must happen first.</summary>
    public void LogNotChecked(ProviderSession session, CallContext context)
    {
        foreach (var notice in Notices)
        {
            context.Info(notice);
        }

        foreach (var finding in Findings.Where(finding => finding.Fault is not null))
        {
            session.WarnOnce(context, finding.Topic, finding.Fault!, finding.Message);
        }
    }

    private IEnumerable<string> Messages(FindingSeverity severity) =>
        Findings.Where(finding => finding.Severity == severity).Select(finding => finding.Message);
}
