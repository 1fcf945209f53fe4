using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>An app connection as the routes answer it: without what is secret.</summary>
internal static class ConnectionView
{
    public static JsonObject Of(Instance instance, WorldState state, ConnectionRow row)
    {
        var view = new JsonObject
        {
            ["id"] = row.Id,
            ["name"] = row.Name,
            ["description"] = row.Description,
            ["app"] = row.App,
            ["method"] = row.Method,
            ["credentials"] = Returned(row),
            ["version"] = 1,
            ["orgId"] = instance.Options.Seed.OrganizationId,
            ["projectId"] = row.ProjectId,
            ["createdAt"] = Json.Time(row.CreatedAt),
            ["updatedAt"] = Json.Time(row.UpdatedAt),
            ["isPlatformManagedCredentials"] = row.IsPlatformManaged,
            ["gatewayId"] = row.GatewayId,
            ["gatewayPoolId"] = row.GatewayPoolId,
            ["isAutoRotationEnabled"] = row.IsAutoRotationEnabled,
            ["credentialsHash"] = row.CredentialsHash,
        };
        AddOptional(view, state, row);
        foreach (var name in instance.Options.LeftOutOfConnections)
        {
            view.Remove(name);
        }

        return view;
    }

    /// <summary>What the route for those who may only connect tells.</summary>
    public static JsonObject Brief(Instance instance, ConnectionRow row)
    {
        var view = new JsonObject { ["app"] = row.App, ["name"] = row.Name, ["id"] = row.Id };
        if (row.ProjectId is { } projectId)
        {
            view["projectId"] = projectId;
        }

        view["orgId"] = instance.Options.Seed.OrganizationId;
        return view;
    }

    private static void AddOptional(JsonObject view, WorldState state, ConnectionRow row)
    {
        if (row.Configuration is { } configuration)
        {
            view["configuration"] = configuration.DeepClone();
        }

        if (row.Rotation is { } rotation)
        {
            view["rotation"] = rotation.DeepClone();
            view["rotation"]!["rotationStatus"] = "success";
        }

        if (row.ProjectId is { } id && state.Projects.GetValueOrDefault(id) is { } project)
        {
            view["project"] = new JsonObject { ["id"] = id, ["name"] = project.Name, ["type"] = project.Type, ["slug"] = project.Slug };
        }
    }

    private static JsonObject Returned(ConnectionRow row) => new(Apps.BySlug[row.App].Method(row.Method).Returned
        .Where(row.Credentials.ContainsKey)
        .Select(name => KeyValuePair.Create(name, row.Credentials[name]?.DeepClone())));
}
