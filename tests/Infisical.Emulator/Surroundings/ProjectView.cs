using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>A project, and an environment, as the routes answer them.</summary>
internal static class ProjectView
{
    public static JsonObject Of(Instance instance, WorldState state, ProjectRow project) => new()
    {
        ["id"] = project.Id,
        ["_id"] = project.Id,
        ["name"] = project.Name,
        ["description"] = project.Description,
        ["type"] = project.Type,
        ["slug"] = project.Slug,
        ["orgId"] = instance.Options.Seed.OrganizationId,
        ["autoCapitalization"] = false,
        ["version"] = project.Version,
        ["upgradeStatus"] = null,
        ["pitVersionLimit"] = 10,
        ["hasDeleteProtection"] = project.HasDeleteProtection,
        ["createdAt"] = Json.Time(project.CreatedAt),
        ["updatedAt"] = Json.Time(project.UpdatedAt),
        ["environments"] = Json.Array(EnvironmentsOf(state, project.Id).Select(environment => new JsonObject
        {
            ["id"] = environment.Id,
            ["name"] = environment.Name,
            ["slug"] = environment.Slug,
        })),
    };

    public static JsonObject Of(EnvironmentRow environment) => new()
    {
        ["id"] = environment.Id,
        ["name"] = environment.Name,
        ["slug"] = environment.Slug,
        ["position"] = environment.Position,
        ["projectId"] = environment.ProjectId,
        ["createdAt"] = Json.Time(environment.CreatedAt),
        ["updatedAt"] = Json.Time(environment.CreatedAt),
    };

    public static IEnumerable<EnvironmentRow> EnvironmentsOf(WorldState state, string projectId) =>
        state.Environments.Values.Where(environment => environment.ProjectId == projectId).OrderBy(environment => environment.Position);
}
