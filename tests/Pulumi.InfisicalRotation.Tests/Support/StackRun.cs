using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>One run of a <see cref="StackModel"/>.</summary>
internal sealed class StackRun(ProviderHarness harness, ImmutableArray<Kept> state, bool isPreview)
{
    private readonly HashSet<string> _changing = [];

    public List<Kept> State { get; } = [.. state];

    public List<string> Errors { get; } = [];

    public List<string> Steps { get; } = [];

    public async Task Deploy(ImmutableArray<Declared> program)
    {
        await Refresh();
        foreach (var declared in program)
        {
            if (Errors.Count > 0)
            {
                return;
            }

            await Try(() => Register(declared));
        }

        if (Errors.Count == 0)
        {
            await DeleteUnwanted(program);
        }
    }

    /// <summary>The engine asks for all of them before the first is answered.</summary>
    public async Task Refresh()
    {
        harness.Time.Hold();
        var reading = Task.WhenAll(State.Where(kept => kept is { IsToBeDeleted: false, IsPendingReplacement: false })
            .ToArray()
            .Select(kept => Try(() => Read(kept))));
        harness.Time.Release();
        await reading;
    }

    private async Task Read(Kept kept)
    {
        Kept? now;
        try
        {
            var answer = await harness.Provider.Read(
                new ReadCall(kept.Declared.Token, kept.Declared.Name, kept.Id, kept.Outputs, kept.Inputs),
                Context(kept.Declared));
            now = answer is null ? null : kept with
            {
                Id = answer.Id,
                Inputs = answer.Inputs,
                Outputs = answer.State,
                IsUnfinished = false,
            };
        }
        catch (PartialResultException partial)
        {
            now = kept with
            {
                Inputs = partial.Inputs ?? kept.Inputs,
                Outputs = partial.Outputs,
                IsUnfinished = true,
            };
        }

        lock (State)
        {
            Put(kept, now);
            if (now is not null)
            {
                // What was read is the old side.
                Diff(now, kept.Inputs);
            }
        }
    }

    private async Task Register(Declared declared)
    {
        var inputs = Resolved(declared);
        if (State.Find(kept => kept.Is(declared)) is not { } old)
        {
            await Create(declared, Check(declared, inputs, PropertyMap.Empty));
            return;
        }

        var news = Check(declared, inputs, old.Inputs);
        var diff = Diff(old, news);
        if (old.IsPendingReplacement)
        {
            State.Remove(old);
            await Create(declared, Check(declared, inputs, PropertyMap.Empty), old);
        }
        else if (diff.Changes.Any(change => change.Replaces))
        {
            await Replace(declared, old, Check(declared, inputs, PropertyMap.Empty), diff.DeleteBeforeReplace);
        }
        else if (diff.Changes.IsEmpty && !old.IsUnfinished)
        {
            Put(old, old with { Declared = declared, Inputs = news });
        }
        else
        {
            await Update(declared, old, news);
        }
    }

    private async Task Replace(Declared declared, Kept old, PropertyMap inputs, bool deletesFirst)
    {
        if (!isPreview && deletesFirst)
        {
            foreach (var dependent in ReplacedWith(old))
            {
                await Delete(dependent);
                Put(dependent, dependent with { IsPendingReplacement = true });
            }

            await Delete(old);
            State.Remove(old);
        }
        else
        {
            Put(old, old with { IsToBeDeleted = true });
        }

        await Create(declared, inputs, deletesFirst ? old with { IsPendingReplacement = true } : null);
    }

    /// <summary>Dependents that would be replaced if the id were another; they are deleted first.</summary>
    private ImmutableArray<Kept> ReplacedWith(Kept old) =>
    [
        .. State.Where(kept => kept is { IsToBeDeleted: false, IsPendingReplacement: false })
            .Where(kept => kept.Declared.Needs.Where(need => need.Value == old.Declared.Name).Aggregate(
                kept.Inputs, (inputs, need) => inputs.With(need.Key, PropertyValue.Unknown.Instance)) is var unknown
                && !ReferenceEquals(unknown, kept.Inputs)
                && Diff(kept, unknown).Changes.Any(change => change.Replaces)),
    ];

    private async Task Create(Declared declared, PropertyMap inputs, Kept? pending = null)
    {
        Steps.Add($"create {declared.Name}");
        _changing.Add(declared.Name);
        try
        {
            var answer = await harness.Provider.Create(
                new CreateCall(declared.Token, declared.Name, inputs, isPreview), Context(declared));
            State.Add(new Kept(declared, answer.Id, inputs, answer.Outputs));
        }
        catch (PartialResultException partial)
        {
            State.Add(new Kept(declared, partial.Id, inputs, partial.Outputs) { IsUnfinished = true });
            throw;
        }
        catch (RefusalException) when (pending is not null)
        {
            State.Add(pending);
            throw;
        }
    }

    private async Task Update(Declared declared, Kept old, PropertyMap news)
    {
        Steps.Add($"update {declared.Name}");
        try
        {
            var answer = await harness.Provider.Update(
                new UpdateCall(
                    declared.Token, declared.Name, old.Id, old.Inputs, old.Outputs, news, [], isPreview),
                Context(declared));
            Put(old, old with
            {
                Declared = declared,
                Inputs = news,
                Outputs = answer.Outputs,
                IsUnfinished = false,
            });
        }
        catch (PartialResultException partial)
        {
            // What could not be finished is offered again: the inputs stay the old ones.
            Put(old, old with { Outputs = partial.Outputs, IsUnfinished = true });
            throw;
        }
    }

    private async Task DeleteUnwanted(ImmutableArray<Declared> program)
    {
        var stuck = new HashSet<string>();
        var unwanted = State.Where(kept => kept.IsToBeDeleted || !program.Any(kept.Is))
            .Reverse()
            .OrderByDescending(kept => kept.Declared.Needs.Count)
            .ToArray();
        foreach (var kept in unwanted.Where(kept => !kept.IsPendingReplacement))
        {
            if (stuck.Contains(kept.Declared.Name) || !await Try(() => Delete(kept)))
            {
                stuck.UnionWith(kept.Declared.Needs.Values);
                continue;
            }

            State.Remove(kept);
        }

        State.RemoveAll(kept => kept.IsPendingReplacement && unwanted.Contains(kept));
    }

    private async Task Delete(Kept kept)
    {
        Steps.Add($"delete {kept.Declared.Name}");
        if (!isPreview)
        {
            await harness.Provider.Delete(
                new DeleteCall(kept.Declared.Token, kept.Declared.Name, kept.Id, kept.Inputs, kept.Outputs),
                Context(kept.Declared));
        }
    }

    private PropertyMap Check(Declared declared, PropertyMap inputs, PropertyMap olds)
    {
        var answer = harness.Provider.Check(
            new CheckCall(declared.Token, declared.Name, Urn(declared), olds, inputs, null));
        return answer.Errors.IsEmpty
            ? answer.Inputs
            : throw new RefusalException(RefusalKind.InvalidInput, string.Join("\n", answer.Errors));
    }

    private DiffAnswer Diff(Kept kept, PropertyMap news) => harness.Provider.Diff(new DiffCall(
        kept.Declared.Token, Urn(kept.Declared), kept.Id, kept.Inputs, kept.Outputs, news, []));

    /// <summary>A preview does not know the id of what it would create.</summary>
    private PropertyMap Resolved(Declared declared) => declared.Needs.Aggregate(declared.Inputs, (inputs, need) =>
        inputs.With(need.Key, isPreview && _changing.Contains(need.Value)
            ? PropertyValue.Unknown.Instance
            : State.Last(kept => kept.Declared.Name == need.Value && !kept.IsToBeDeleted).Id));

    private void Put(Kept old, Kept? now)
    {
        var index = State.IndexOf(old);
        if (now is null)
        {
            State.RemoveAt(index);
        }
        else
        {
            State[index] = now;
        }
    }

    /// <summary>False if the call was refused or left a part undone.</summary>
    private async Task<bool> Try(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (Exception fault) when (fault is RefusalException or PartialResultException)
        {
            lock (Errors)
            {
                Errors.Add(fault.Message);
            }

            return false;
        }
    }

    private CallContext Context(Declared declared) => new(
        Urn(declared),
        (level, text) => harness.Log.Enqueue($"{level}: {text}"),
        CancellationToken.None,
        CancellationToken.None);

    private static string Urn(Declared declared) => $"urn:pulumi:dev::test::{declared.Token}::{declared.Name}";
}
