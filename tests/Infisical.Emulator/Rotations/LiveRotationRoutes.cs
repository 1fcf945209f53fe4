using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>The routes about a rotation's credentials themselves.</summary>
internal sealed class LiveRotationRoutes(Instance instance)
{
    public Answer GeneratedCredentials(Call call)
    {
        DemandPlan("access secret rotation credentials");
        var (type, state, row) = Find(call, instance.Store.ForReads(), "read-generated-credentials");
        return row.Type != type.Slug ? throw Refusal.SomethingWentWrong() : Answer.Ok(new JsonObject
        {
            ["generatedCredentials"] = Json.Array(row.Credentials.Select(credential => credential.DeepClone())),
            ["activeIndex"] = row.ActiveIndex,
            ["rotationId"] = row.Id,
            ["type"] = row.Type,
        });
    }

    public async Task<Answer> RotateAsync(Call call, CancellationToken cancellation)
    {
        DemandPlan("rotate secret rotation secrets");
        var (type, _, row) = Find(call, instance.Store.Current, "rotate-secrets");
        if (instance.Locks.IsHeld(row.Id))
        {
            throw RotationRefusals.RunningForRotate();
        }

        try
        {
            if (instance.Faults.TakeLostLock())
            {
                throw new ProviderFailure("Failed to acquire rotation lock.");
            }

            await instance.Runner.RotateAsync(row.Id, manual: true, jobId: null, cancellation);
        }
        catch (Exception problem) when (problem is ProviderFailure or Refusal)
        {
            var text = RotationRefusals.ProviderText(problem.Message);
            instance.Runner.MarkFailed(row.Id, text, jobId: null);
            throw Refusal.Failed(text);
        }

        var state = instance.Store.Current;
        return RotationRoutes.AnswerFor(instance, type, state, state.Rotations[row.Id]);
    }

    public Answer Check(Call call)
    {
        DemandPlan("check secret rotation credentials");
        var (type, _, row) = Find(call, instance.Store.Current, "read-generated-credentials");
        if (!type.CanCheck)
        {
            throw RotationRefusals.CheckUnsupported(type);
        }

        if (instance.Locks.IsHeld(row.Id))
        {
            throw RotationRefusals.RunningForCheck();
        }

        if (row.ActiveIndex >= row.Credentials.Length)
        {
            throw RotationRefusals.NothingToCheck();
        }

        return instance.ProviderOf(type).Works(type, row.ConnectionId, row.Credentials[row.ActiveIndex])
            ? Answer.Empty
            : throw RotationRefusals.NoLongerValid();
    }

    public Answer Reconcile(Call call)
    {
        DemandPlan("rotate secret rotation secrets");
        var (_, state, row) = Find(call, instance.Store.Current, "rotate-secrets");
        return Answer.Ok(new JsonObject
        {
            ["message"] = "Credentials are already in sync",
            ["reconciled"] = false,
            ["secretRotation"] = RotationView.Of(instance.Options, state, row),
        });
    }

    private void DemandPlan(string what)
    {
        if (!instance.Options.PlanHasRotations)
        {
            throw RotationRefusals.Plan(what, what);
        }
    }

    private (RotationType Type, WorldState State, RotationRow Row) Find(Call call, WorldState state, string action)
    {
        var (type, id) = (instance.Types.Of(call.Value("type")), RotationRoutes.IdOf(call, instance.Options.ValidationForm));
        var row = state.Rotations.GetValueOrDefault(id) ?? throw RotationRefusals.NotFound(type, id);
        Permission.DemandMembership(call.Identity, row.ProjectId);
        RotationAccess.Demand(state, row, call.Identity, action);
        RotationAccess.DemandApp(state, type, row);
        return (type, state, row);
    }
}
