using System.Collections.Immutable;
using TestEngine.Plugins;
using TestEngine.State;
using TestEngine.Values;

namespace TestEngine.Deploying;

/// <summary>Takes resources away, dependents first; one that fails keeps what it needs and lets the rest go on.</summary>
internal sealed class Deletions(RunContext run, ProviderPool providers)
{
    /// <summary>Everything that these need to outlive them is left until they are gone.</summary>
    public async Task DeleteAllAsync(IEnumerable<ResourceState> doomed)
    {
        var left = doomed.ToList();
        var failed = new HashSet<string>(StringComparer.Ordinal);
        while (left.Count > 0)
        {
            var free = left.Where(resource => !left.Any(other => other != resource && other.Needs.Contains(resource.Urn))).ToArray();
            left.RemoveAll(free.Contains);
            var results = await Task.WhenAll(free.Select(async resource => (resource, Done: await TryDeleteAsync(resource, failed))));
            foreach (var urn in results.Where(result => !result.Done).SelectMany(result => result.resource.Needs))
            {
                failed.Add(urn);
            }
        }
    }

    /// <summary>
    /// Deletes it to make it anew. What depends on it and would have to be made anew too goes first.
    /// </summary>
    public async Task DeleteForReplacementAsync(ResourceState old)
    {
        foreach (var dependent in await ReplacedWithAsync(old))
        {
            await DeleteAsync(dependent);
            run.Journal.Put(dependent with { IsPendingReplacement = true });
        }

        await DeleteAsync(old);
        run.Journal.Put(old with { IsPendingReplacement = true });
    }

    /// <summary>The dependents, last ones first, whose diff asks for a replacement once what they take from it is unknown.</summary>
    private async Task<ImmutableArray<ResourceState>> ReplacedWithAsync(ResourceState replaced)
    {
        var found = ImmutableArray.Create(replaced);
        foreach (var candidate in run.Journal.State.Resources.Where(resource => resource is { IsCustom: true, IsProvider: false, IsToBeDeleted: false, IsPendingReplacement: false }))
        {
            var gone = found.Select(resource => resource.Urn).ToHashSet(StringComparer.Ordinal);
            var touched = candidate.PropertyDependencies.Where(entry => entry.Value.Any(gone.Contains)).Select(entry => entry.Key).ToArray();
            if (touched.Length > 0 && !gone.Contains(candidate.Urn) && await WouldReplaceAsync(candidate, touched))
            {
                found = found.Add(candidate);
            }
        }

        return [.. found.Skip(1).Reverse()];
    }

    private Task<bool> WouldReplaceAsync(ResourceState candidate, IEnumerable<string> touched) => run.InTurnAsync(run.Planning, async () =>
    {
        var instance = await providers.InstanceAsync(candidate.Provider);
        var inputs = touched.Where(candidate.Inputs.ContainsKey).Aggregate(candidate.Inputs, (news, name) => news.With(name, new Value.Unknown()));
        var diff = await instance.Session.DiffAsync(
            new DiffQuestion(candidate.Identity, candidate.Id, candidate.Inputs, candidate.Outputs, inputs, []));
        return diff.Replaces;
    });

    private async Task<bool> TryDeleteAsync(ResourceState resource, HashSet<string> failed)
    {
        if (failed.Contains(resource.Urn))
        {
            failed.UnionWith(resource.Needs);
            return false;
        }

        try
        {
            if (!run.IsPreview && !resource.IsPendingReplacement)
            {
                await run.InTurnAsync(run.Working, async () =>
                {
                    await DeleteAsync(resource);
                    return true;
                });
            }

            run.Journal.Remove(resource);
            if (resource is { IsProvider: false } && resource.Type != Urn.StackType)
            {
                run.Did(StepKind.Delete, resource.Identity, isChange: true);
            }

            return true;
        }
        catch (ProviderErrorException error)
        {
            run.Log.Error(error.Message, resource.Urn);
            return false;
        }
    }

    private async Task DeleteAsync(ResourceState resource)
    {
        if (resource is { IsCustom: true, IsProvider: false, IsExternal: false })
        {
            var instance = await providers.FromStateAsync(resource.Provider);
            await instance.Session.DeleteAsync(resource.Identity, resource.Id, resource.Inputs, resource.Outputs);
        }
    }
}
