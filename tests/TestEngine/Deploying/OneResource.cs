using TestEngine.Plugins;
using TestEngine.State;
using TestEngine.Values;

namespace TestEngine.Deploying;

/// <summary>Asks a provider about one resource, one question at a time, with the same seed throughout a run.</summary>
internal sealed class OneResource(RunContext run, ProviderSession session, Goal goal)
{
    private readonly byte[] _seed = RunContext.NewSeed();

    public Goal Goal => goal;

    public ProviderSession Session => session;

    public Task<ValueMap> CheckAsync(ValueMap olds) => run.InTurnAsync(run.Planning, async () =>
    {
        var naming = run.Options.AutoNaming?.Invoke(goal.Resource.Name);
        var news = KeepIgnored(olds);
        var reply = await session.CheckAsync(goal.Resource, olds, news, _seed, run.IsPreview, naming);
        if (reply.Failures.Length > 0)
        {
            throw new CheckFailedException(goal.Resource, reply.Failures);
        }

        if (run.Options.ProveStability)
        {
            using var quiet = run.Log.Mute(goal.Resource.Urn);
            var again = await session.CheckAsync(goal.Resource, olds, reply.Inputs, _seed, run.IsPreview, naming);
            Demand(again.Failures.Length == 0 && again.Inputs.Equals(reply.Inputs), "Check of what Check returned gives something else");
        }

        return reply.Inputs;
    });

    public Task<DiffReply> DiffAsync(ResourceState old, ValueMap inputs) => run.InTurnAsync(run.Planning, async () =>
    {
        var question = new DiffQuestion(goal.Resource, old.Id, old.Inputs, old.Outputs, inputs, goal.IgnoreChanges);
        var reply = await session.DiffAsync(question);
        if (run.Options.ProveStability && !inputs.HoldsUnknown)
        {
            using var quiet = run.Log.Mute(goal.Resource.Urn);
            var again = await session.DiffAsync(question with { NewInputs = old.Inputs });
            Demand(!again.Changes, "Diff of the old inputs with themselves gives changes");
        }

        return reply;
    });

    /// <summary>What the program asks to ignore is put back to what it was before the provider sees it.</summary>
    private ValueMap KeepIgnored(ValueMap olds) => goal.IgnoreChanges.Aggregate(goal.Inputs, (inputs, path) => olds.At(path) switch
    {
        null when !path.Contains('.', StringComparison.Ordinal) && olds.Count > 0 => inputs.Without(path),
        null => inputs,
        var value => Put(inputs, path.Split('.'), value),
    });

    private static ValueMap Put(ValueMap map, ReadOnlySpan<string> path, Value value)
    {
        if (path.Length == 1)
        {
            return map.With(path[0], value);
        }

        var inner = (map.GetValueOrDefault(path[0]) as Value.Map)?.Entries ?? ValueMap.Empty;
        return map.With(path[0], new Value.Map(Put(inner, path[1..], value)));
    }

    private static void Demand(bool kept, string otherwise)
    {
        if (!kept)
        {
            throw new ProtocolViolationException(otherwise);
        }
    }
}
