using TestEngine.Language;
using TestEngine.Values;

namespace TestEngine.Deploying;

/// <summary>Objects that a program only looks at: read in previews too, never changed.</summary>
internal sealed class ExternalResources(RunContext run, ProviderPool providers)
{
    public async Task<Registered> ReadAsync(Goal goal, Value id)
    {
        run.ThrowIfStopped();
        run.Register(goal.Resource.Urn);
        if (id.Plain() is not Value.Text known)
        {
            run.Did(StepKind.Read, goal.Resource, isChange: false);
            return new Registered(goal.Resource.Urn, null, ValueMap.Empty, MissingIsUnknown: true);
        }

        var instance = await providers.InstanceAsync(goal.Provider);
        var read = await run.InTurnAsync(run.Working, () => instance.Session.ReadAsync(goal.Resource, known.Content, goal.Inputs, goal.Inputs))
            ?? throw new ProgramException($"resource '{known.Content}' does not exist");
        run.Journal.Put(goal.ToState(read.Id, goal.Inputs, read) with { IsExternal = true });
        run.Did(StepKind.Read, goal.Resource, isChange: false);
        return new Registered(goal.Resource.Urn, read.Id, read.Outputs, MissingIsUnknown: false);
    }
}
