using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>
/// A stack of several resources over the provider of a harness, run as the engine runs it: read, check, diff, create,
/// update or replace in the order of the program, delete at the end, and stop after the first failure. It sends the calls
/// one after the other.
/// </summary>
internal sealed class StackModel(ProviderHarness harness)
{
    /// <summary>In an order in which each resource comes after those it needs.</summary>
    public ImmutableArray<Declared> Program { get; set; } = [];

    public ImmutableArray<Kept> State { get; private set; } = [];

    /// <summary>Ids of everything in the state.</summary>
    public IEnumerable<string> Ids => State.Where(kept => !kept.IsPendingReplacement).Select(kept => kept.Id);

    public Task<RunOutcome> Up(PropertyMap? configuration = null) =>
        Run(configuration, isPreview: false, run => run.Deploy(Program));

    public Task<RunOutcome> Preview(PropertyMap? configuration = null) =>
        Run(configuration, isPreview: true, run => run.Deploy(Program));

    public Task<RunOutcome> Refresh(PropertyMap? configuration = null) =>
        Run(configuration, isPreview: false, run => run.Refresh());

    public Task<RunOutcome> Destroy(PropertyMap? configuration = null) =>
        Run(configuration, isPreview: false, run => run.Deploy([]));

    private async Task<RunOutcome> Run(PropertyMap? configuration, bool isPreview, Func<StackRun, Task> work)
    {
        harness.NewRun(configuration);
        harness.Log.Clear();
        var run = new StackRun(harness, State, isPreview);
        try
        {
            await work(run);
            harness.Provider.RunEnds();
        }
        finally
        {
            State = isPreview ? State : [.. run.State];
        }

        return new RunOutcome([.. run.Errors], [.. harness.Warnings], [.. run.Steps]);
    }
}

/// <summary>A resource of a program.</summary>
internal sealed record Declared(string Token, string Name, PropertyMap Inputs)
{
    /// <summary>By input: the resource whose id it takes.</summary>
    public ImmutableSortedDictionary<string, string> Needs { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>An input that is a text; null for another one.</summary>
    public string? Text(string name) => (Inputs.Get(name) as PropertyValue.Text)?.Value;
}

/// <summary>A resource in the state.</summary>
internal sealed record Kept(Declared Declared, string Id, PropertyMap Inputs, PropertyMap Outputs)
{
    /// <summary>An earlier call left it other than requested: the next run updates it in any case.</summary>
    public bool IsUnfinished { get; init; }

    /// <summary>Its replacement exists.</summary>
    public bool IsToBeDeleted { get; init; }

    /// <summary>It was deleted, and its replacement does not exist yet.</summary>
    public bool IsPendingReplacement { get; init; }

    public bool Is(Declared other) => Declared.Token == other.Token && Declared.Name == other.Name && !IsToBeDeleted;
}

/// <summary>How a run went: what failed, what was warned about, and what was done, such as <c>create keys</c>.</summary>
internal sealed record RunOutcome(
    ImmutableArray<string> Errors, ImmutableArray<string> Warnings, ImmutableArray<string> Steps)
{
    public bool Succeeded => Errors.IsEmpty;

    /// <summary>Everything that the user reads.</summary>
    public string Said => string.Join("\n", Errors.Concat(Warnings));
}
