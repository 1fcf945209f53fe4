using TestEngine.Values;

namespace TestEngine.Commands;

/// <summary>Tells a run on the terminal.</summary>
internal sealed class Report(TextWriter output, bool showsSecrets)
{
    private readonly Lock _lock = new();

    public void Begin(string verb, string project, string stack) =>
        output.WriteLine($"{verb} of {project}/{stack} (test engine, not Pulumi)\n");

    public void Step(Step step)
    {
        if (step is { Kind: StepKind.Same } or { Kind: StepKind.Refresh, IsChange: false, Details: [] })
        {
            return;
        }

        lock (_lock)
        {
            output.WriteLine($"  {Sign(step.Kind)} {step.Type} {step.Name}  {Word(step)}");
            foreach (var detail in step.Details)
            {
                output.WriteLine($"      {(detail.Kind.StartsWith("Add", StringComparison.Ordinal) ? '+' : detail.Kind.StartsWith("Delete", StringComparison.Ordinal) ? '-' : '~')} {detail.Path}{(detail.Replaces ? "  (replaces)" : "")}");
            }
        }
    }

    public void End(RunResult result)
    {
        foreach (var line in result.Diagnostics.Where(line => line is { IsEphemeral: false, Severity: not Severity.Debug }).Distinct())
        {
            var name = line.Urn.Length == 0 ? "" : $"{line.Urn.Split("::", 4)[^1]}: ";
            output.WriteLine($"  {(line.Severity == Severity.Info ? "" : Word(line.Severity) + ": ")}{name}{line.Message}");
        }

        Outputs(result.Outputs);
        var counts = result.Steps.Where(step => step.Kind != StepKind.Refresh || step.IsChange)
            .GroupBy(step => step.Kind).OrderBy(group => group.Key).Select(group => $"{group.Count()} {Word(group.Key)}");
        output.WriteLine($"\n{(result.Succeeded ? "Done" : "Failed")}: {string.Join(", ", counts.DefaultIfEmpty("nothing to do"))}");
    }

    public void Outputs(ValueMap outputs)
    {
        if (outputs.Count > 0)
        {
            output.WriteLine("\nOutputs:");
        }

        foreach (var (name, value) in outputs)
        {
            output.WriteLine($"  {name}: {JsonForm.Text(value, hideSecrets: !showsSecrets)}");
        }
    }

    private static char Sign(StepKind kind) => kind switch
    {
        StepKind.Create => '+',
        StepKind.Delete => '-',
        StepKind.Replace => '±',
        StepKind.Import => '=',
        StepKind.Read => '>',
        StepKind.Refresh => '?',
        _ => '~',
    };

    private static string Word(Step step) => step.Kind switch
    {
        StepKind.Refresh when step.Details.IsEmpty => "is gone",
        StepKind.Refresh => "was changed by hand",
        _ => Word(step.Kind),
    };

    private static string Word(StepKind kind) => kind == StepKind.Same ? "unchanged" : kind.ToString().ToLowerInvariant();

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();
}
