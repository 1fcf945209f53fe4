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
            ["credentials"] = Open(row),
            ["version"] = 1,
            ["orgId"] = instance.Options.Seed.OrganizationId,
            ["projectId"] = row.ProjectId,
            ["createdAt"] = Json.Time(row.CreatedAt),
            ["updatedAt"] = Json.Time(row.UpdatedAt),
            ["isPlatformManagedCredentials"] = row.IsPlatformManaged,
            ["gatewayId"] = row.GatewayId,
            ["gatewayPoolId"] = row.GatewayPoolId,
            ["isAutoRotationEnabled"] = false,
            ["credentialsHash"] = row.CredentialsHash,
        };
        if (row.ProjectId is { } id && state.Projects.GetValueOrDefault(id) is { } project)
        {
            view["project"] = new JsonObject { ["id"] = id, ["name"] = project.Name, ["type"] = project.Type, ["slug"] = project.Slug };
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

    private static JsonObject Open(ConnectionRow row)
    {
        var method = Apps.BySlug[row.App].Methods.First(method => method.Name == row.Method);
        return new JsonObject(method.Fields
            .Where(field => !field.Contains('!', StringComparison.Ordinal))
            .Select(ConnectionSchemas.NameOf)
            .Where(row.Credentials.ContainsKey)
            .Select(name => KeyValuePair.Create(name, row.Credentials[name]?.DeepClone())));
    }
}
