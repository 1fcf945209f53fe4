using TestEngine.Plugins;
using TestEngine.State;

namespace TestEngine.Deploying;

/// <summary>Reads resources as they are now, with the providers configured as the state says.</summary>
internal sealed class Refreshing(RunContext run, ProviderPool providers)
{
    /// <summary>By itself, every resource; before a run, those that asked for it, and then it is no change of its own.</summary>
    public async Task RunAsync(bool beforeRun)
    {
        var wanted = run.Journal.State.Resources.Where(resource =>
            resource is { IsCustom: true, IsProvider: false, IsToBeDeleted: false, IsPendingReplacement: false }
            && (!beforeRun || resource.RefreshBeforeUpdate));
        await Task.WhenAll(wanted.Select(resource => ReadAsync(resource, beforeRun)));
    }

    private async Task ReadAsync(ResourceState resource, bool beforeRun)
    {
        try
        {
            var instance = await providers.FromStateAsync(resource.Provider);
            var read = await run.InTurnAsync(run.Working, () =>
                instance.Session.ReadAsync(resource.Identity, resource.Id, resource.Outputs, resource.Inputs));
            if (read is null)
            {
                run.Journal.Remove(resource);
                run.Did(StepKind.Refresh, resource.Identity, isChange: !beforeRun);
                return;
            }

            await RecordAsync(instance.Session, resource, read, beforeRun);
        }
        catch (Exception error) when (error is ProviderErrorException or ProtocolViolationException or RunStoppedException)
        {
            run.Fail(error, resource.Urn);
        }
    }

    private async Task RecordAsync(ProviderSession session, ResourceState resource, ResourceReply read, bool beforeRun)
    {
        var now = resource with
        {
            Id = read.Id,
            Inputs = read.Inputs ?? resource.Inputs,
            Outputs = read.Outputs.MarkedLike(read.Inputs ?? resource.Inputs),
            InitErrors = read.InitErrors,
            RefreshBeforeUpdate = read.RefreshBeforeUpdate,
        };
        run.Journal.Put(now);
        if (read.InitErrors.Length > 0)
        {
            run.Log.Warning("Refreshed resource is in an unhealthy state: " + string.Join(" ", read.InitErrors), resource.Urn);
        }

        // The other way round: what was read is the old side, what the state had the new one.
        var diff = resource.IsExternal
            ? new DiffReply(false, false, false, [])
            : await run.InTurnAsync(run.Planning, () => session.DiffAsync(
                new DiffQuestion(resource.Identity, now.Id, now.Inputs, now.Outputs, resource.Inputs, [])));
        run.Did(StepKind.Refresh, resource.Identity, isChange: !beforeRun && diff.Changes, diff.Details);
    }
}
