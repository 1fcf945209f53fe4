using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>What a check finds, in the order in which it finds it.</summary>
internal sealed class InputFindings
{
    public ImmutableArray<InputError>.Builder Errors { get; } = ImmutableArray.CreateBuilder<InputError>();

    public ImmutableArray<InputError>.Builder Warnings { get; } = ImmutableArray.CreateBuilder<InputError>();
}

/// <summary>The property that is checked, and what is found.</summary>
/// <param name="Owner">The resource type, for the message about an unknown name.</param>
/// <param name="Path">Property path; empty for all inputs.</param>
/// <param name="IsHidden">Whether the value is or may be secret, so that no finding may contain it.</param>
/// <param name="Findings">Collects the findings of the whole check.</param>
internal sealed record InputLocation(string Owner, string Path, bool IsHidden, InputFindings Findings)
{
    public InputLocation Member(string name, bool isHidden) =>
        this with { Path = PropertyPath.Member(Path, name), IsHidden = IsHidden || isHidden };

    public InputLocation Item(int index, bool isHidden) =>
        this with { Path = PropertyPath.Item(Path, index), IsHidden = IsHidden || isHidden };

    /// <summary>A location by its path relative to this one.</summary>
    public InputLocation At(string relativePath) => relativePath.Length == 0
        ? this
        : this with { Path = relativePath.StartsWith('[') ? Path + relativePath : $"{Path}.{relativePath}" };

    public bool HasErrorsHere => Findings.Errors.Any(error => PropertyPath.IsWithin(error.Path, Path));

    public void Report(string reason) => Findings.Errors.Add(new InputError(Path, reason, IsHidden));

    /// <summary>Adds a warning: some versions of the server accept the value.</summary>
    public void Warn(string reason) => Findings.Warnings.Add(new InputError(Path, reason, IsHidden));
}
