using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>The routes that answer several rotations, or tell what types there are.</summary>
internal sealed class RotationListRoutes(Instance instance)
{
    public Answer Options(Call call) => Answer.Of(
        "secretRotationOptions",
        Json.Array(instance.Types.All.OrderBy(type => type.Title, StringComparer.Ordinal).Select(OptionOf)));

    public Answer All(Call call, RotationType? type)
    {
        var projectId = call.ReadQuery(instance.Options.ValidationForm, RotationSchemas.ProjectId).TextOf("projectId")!;
        DemandPlan("access secret rotations", "access secret rotations");
        var state = instance.Store.ForReads();
        ProjectRoutes.Demand(state, projectId, call.Identity);
        if (!Permission.HasAny(call.Identity, "secret-rotation", "read"))
        {
            throw Refusal.Denied("read", "secret-rotation", conditions: null);
        }

        // No order is promised: that of the ids is as good as any, and is none of a caller's.
        var rows = state.Rotations.Values
            .Where(row => row.ProjectId == projectId && (type is null || row.Type == type.Slug))
            .Where(row => RotationAccess.Allows(state, row, call.Identity, "read"))
            .OrderBy(row => row.Id, StringComparer.Ordinal);
        return Answer.Of("secretRotations", Json.Array(rows.Select(row => RotationView.Of(instance.Options, state, row))));
    }

    public void DemandPlan(string whatFailed, string upgradeTo)
    {
        if (!instance.Options.PlanHasRotations)
        {
            throw RotationRefusals.Plan(whatFailed, upgradeTo);
        }
    }

    private static JsonObject OptionOf(RotationType type)
    {
        var option = new JsonObject
        {
            ["name"] = type.Title,
            ["connection"] = type.Apps[0],
            ["type"] = type.Slug,
            ["template"] = type.Template.DeepClone(),
        };
        if (type.Apps.Length > 1)
        {
            option["additionalConnections"] = new JsonArray([.. type.Apps.Skip(1).Select(app => JsonValue.Create(app))]);
        }

        return option;
    }
}
