using System.Collections.Immutable;
using TestEngine.State;
using TestEngine.Values;

namespace TestEngine;

/// <summary>How a run went.</summary>
public sealed record RunResult(
    bool Succeeded, ImmutableArray<Step> Steps, ImmutableArray<Diagnostic> Diagnostics, ValueMap Outputs, StackState State)
{
    public bool HasChanges => Steps.Any(step => step.IsChange);

    public IEnumerable<string> Errors => Said(Severity.Error);

    public IEnumerable<string> Warnings => Said(Severity.Warning);

    public int Count(StepKind kind) => Steps.Count(step => step.Kind == kind);

    public IEnumerable<Step> Of(string name) => Steps.Where(step => step.Name == name);

    private IEnumerable<string> Said(Severity severity) =>
        Diagnostics.Where(line => line.Severity == severity).Select(line => line.Message);
}
