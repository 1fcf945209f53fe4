using System.Collections.Immutable;
using TestEngine.Language;
using TestEngine.Values;

namespace TestEngine.Deploying;

/// <summary>What the names of a program stand for: resources, variables, settings and the stack itself.</summary>
internal sealed class ProgramScope(
    RunContext run, IReadOnlyDictionary<string, Lazy<Task<Registered>>> resources, Func<string, Evaluated, Task<Evaluated>> invoke) : IScope
{
    private readonly ImmutableDictionary<string, Value> _settings = Settings.Of(run.Program, run.Options);
    private readonly Dictionary<string, Lazy<Task<Evaluated>>> _variables = [];

    public async Task<Evaluated> ResolveAsync(Expression.Reference reference)
    {
        if (resources.TryGetValue(reference.Root, out var resource))
        {
            return Of(await resource.Value, reference.Path);
        }

        if (reference.Root == "pulumi")
        {
            return Stack(reference);
        }

        var found = run.Program.Variables.ContainsKey(reference.Root)
            ? await VariableAsync(reference.Root)
            : new Evaluated(Setting(reference.Root));
        return found with { Value = Evaluation.Walk(found.Value, reference.Path) ?? new Value.Nothing() };
    }

    public Task<Evaluated> InvokeAsync(string token, Evaluated arguments) => invoke(token, arguments);

    /// <summary>A setting may be named with the project in front.</summary>
    private Value Setting(string name)
    {
        var own = name.StartsWith(run.Program.Name + ":", StringComparison.Ordinal) ? name[(run.Program.Name.Length + 1)..] : name;
        return _settings.GetValueOrDefault(name) ?? _settings.GetValueOrDefault(own)
            ?? throw new ProgramException($"${{{name}}} is no resource, variable or setting of this program.");
    }

    private Evaluated Stack(Expression.Reference reference) => new(new Value.Text(reference.Path switch
    {
        ["stack"] => run.Options.Stack,
        ["project"] => run.Program.Name,
        ["cwd"] => run.Options.WorkingDirectory ?? Directory.GetCurrentDirectory(),
        _ => throw new ProgramException("Of pulumi there are stack, project and cwd."),
    }));

    private Task<Evaluated> VariableAsync(string name)
    {
        lock (_variables)
        {
            if (!_variables.TryGetValue(name, out var variable))
            {
                variable = new(() => Expression.From(run.Program.Variables[name]).EvaluateAsync(this));
                _variables[name] = variable;
            }

            return variable.Value;
        }
    }

    private static Evaluated Of(Registered resource, ImmutableArray<string> path) => new(
        path switch
        {
            [] => new Value.Resource(resource.Urn, resource.Id ?? ""),
            ["urn"] => new Value.Text(resource.Urn),
            ["id"] => resource.Id is null ? new Value.Unknown() : new Value.Text(resource.Id),
            [var name, ..] when !resource.Outputs.ContainsKey(name) => resource.MissingIsUnknown ? new Value.Unknown() : new Value.Nothing(),
            _ => Evaluation.Walk(new Value.Map(resource.Outputs), path) ?? new Value.Nothing(),
        },
        [resource.Urn]);
}
