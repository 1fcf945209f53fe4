using System.Collections.Immutable;
using TestEngine.Language;
using TestEngine.Plugins;
using TestEngine.State;
using TestEngine.Values;

namespace TestEngine.Deploying;

/// <summary>Makes one resource be as the program wants it: checked, compared, then created, updated, replaced or left.</summary>
internal sealed class CustomResources(RunContext run, ProviderPool providers, Deletions deletions)
{
    private static readonly ImmutableArray<PropertyChange> Nothing = [];

    public async Task<Registered> RegisterAsync(Goal goal)
    {
        run.ThrowIfStopped();
        run.Register(goal.Resource.Urn);
        var instance = await providers.InstanceAsync(goal.Provider);
        if (!instance.IsConfigured)
        {
            return WithoutProvider(goal);
        }

        var step = new OneResource(run, instance.Session, goal);
        var old = run.Journal.State.Find(goal.Resource.Urn);
        return old switch
        {
            null when goal.ImportId.Length > 0 => await ImportAsync(step),
            null => await CreateAsync(step, await step.CheckAsync(ValueMap.Empty), StepKind.Create, Nothing),
            _ => await ChangeAsync(step, old),
        };
    }

    private async Task<Registered> ChangeAsync(OneResource step, ResourceState old)
    {
        var inputs = await step.CheckAsync(old.Inputs);
        var diff = await step.DiffAsync(old, inputs);
        if (old.IsPendingReplacement)
        {
            return await CreateAsync(step, await step.CheckAsync(ValueMap.Empty), StepKind.Replace, diff.Details);
        }

        return diff switch
        {
            { Replaces: true } => await ReplaceAsync(step, old, diff),
            { Changes: false } when old.InitErrors.Length == 0 => Keep(step.Goal, old, inputs),
            _ => await UpdateAsync(step, old, inputs, diff.Details, StepKind.Update),
        };
    }

    private async Task<Registered> CreateAsync(OneResource step, ValueMap inputs, StepKind kind, ImmutableArray<PropertyChange> details)
    {
        var urn = step.Goal.Resource.Urn;
        if (run.IsPreview)
        {
            var planned = await run.InTurnAsync(run.Working, () => step.Session.CreateAsync(step.Goal.Resource, inputs, isPreview: true));
            run.Did(kind, step.Goal.Resource, isChange: true, details);
            var outputs = planned.Outputs.MarkedLike(inputs);
            run.Journal.PutLast(step.Goal.ToState("", inputs, planned with { Outputs = outputs }));
            return new Registered(urn, null, outputs, MissingIsUnknown: true);
        }

        var created = await run.InTurnAsync(run.Working, async () =>
        {
            run.Journal.CreateBegins(urn);
            try
            {
                var reply = await step.Session.CreateAsync(step.Goal.Resource, inputs, isPreview: false);
                var marked = reply with { Outputs = reply.Outputs.MarkedLike(inputs) };
                run.Journal.PutLast(step.Goal.ToState(reply.Id, inputs, marked));
                return marked;
            }
            finally
            {
                run.Journal.CreateEnded(urn);
            }
        });
        run.Did(kind, step.Goal.Resource, isChange: true, details);
        return Initialised(step.Goal.Resource, created);
    }

    private async Task<Registered> UpdateAsync(
        OneResource step, ResourceState old, ValueMap inputs, ImmutableArray<PropertyChange> details, StepKind kind)
    {
        var question = new UpdateQuestion(step.Goal.Resource, old.Id, old.Inputs, old.Outputs, inputs, step.Goal.IgnoreChanges, run.IsPreview);
        var updated = await run.InTurnAsync(run.Working, async () =>
        {
            var reply = await step.Session.UpdateAsync(question);
            var marked = reply with { Outputs = reply.Outputs.MarkedLike(inputs) };
            // What could not be finished is offered again: the inputs stay the old ones.
            run.Journal.Put(step.Goal.ToState(old.Id, reply.InitErrors.Length > 0 ? old.Inputs : inputs, marked));
            return marked;
        });
        run.Did(kind, step.Goal.Resource, isChange: true, details);
        return Initialised(step.Goal.Resource, updated);
    }

    private async Task<Registered> ReplaceAsync(OneResource step, ResourceState old, DiffReply diff)
    {
        // The second check sees no old inputs: a name of its own making must be a new one.
        var inputs = await step.CheckAsync(ValueMap.Empty);
        if (run.IsPreview)
        {
            return await CreateAsync(step, inputs, StepKind.Replace, diff.Details);
        }

        if (diff.DeleteBeforeReplace || step.Goal.DeleteBeforeReplace)
        {
            await deletions.DeleteForReplacementAsync(old);
        }
        else
        {
            run.Journal.MarkForDeletion(old);
        }

        return await CreateAsync(step, inputs, StepKind.Replace, diff.Details);
    }

    private async Task<Registered> ImportAsync(OneResource step)
    {
        var goal = step.Goal;
        var read = await run.InTurnAsync(run.Working, () => step.Session.ReadAsync(goal.Resource, goal.ImportId, null, null))
            ?? throw new ProgramException($"resource '{goal.ImportId}' does not exist");
        var found = goal.ToState(read.Id, read.Inputs!, read);
        var inputs = await step.CheckAsync(found.Inputs);
        var diff = await step.DiffAsync(found, inputs);
        if (diff.Replaces)
        {
            throw new ProgramException("previously-imported resources that still specify an ID may not be replaced");
        }

        run.Journal.PutLast(found with { Inputs = diff.Changes ? found.Inputs : inputs });
        if (diff.Changes)
        {
            return await UpdateAsync(step, found, inputs, diff.Details, StepKind.Import);
        }

        run.Did(StepKind.Import, goal.Resource, isChange: true);
        return new Registered(goal.Resource.Urn, read.Id, read.Outputs, MissingIsUnknown: false);
    }

    private Registered Keep(Goal goal, ResourceState old, ValueMap inputs)
    {
        run.Journal.Put(old with
        {
            Inputs = inputs,
            Parent = goal.Parent,
            Provider = goal.Provider,
            Dependencies = goal.Dependencies,
            PropertyDependencies = goal.PropertyDependencies,
        });
        run.Did(StepKind.Same, goal.Resource, isChange: false);
        return new Registered(old.Urn, old.Id, old.Outputs, MissingIsUnknown: false);
    }

    /// <summary>What an engine answers by itself while the provider's configuration is not known yet.</summary>
    private Registered WithoutProvider(Goal goal)
    {
        var old = run.Journal.State.Find(goal.Resource.Urn);
        run.Did(old is null ? StepKind.Create : StepKind.Update, goal.Resource, isChange: true);
        return new Registered(goal.Resource.Urn, old?.Id, ValueMap.Empty, MissingIsUnknown: true);
    }

    private Registered Initialised(ResourceIdentity resource, ResourceReply reply) => reply.InitErrors.Length == 0
        ? new Registered(resource.Urn, reply.Id, reply.Outputs, MissingIsUnknown: run.IsPreview)
        : throw new ProgramException(string.Join("\n", reply.InitErrors.Select(reason => "* " + reason)));
}
