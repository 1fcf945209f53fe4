using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>App connections: make, change and delete them.</summary>
internal sealed class ConnectionEdits(Instance instance)
{
    // The schema lets one more character pass.
    private const int DescriptionColumn = 255;

    private EmulatorOptions Options => instance.Options;

    private ConnectionTrial Trial { get; } = new(instance);

    public Answer Add(Call call)
    {
        var app = Apps.BySlug[call.Value("app")];
        var body = Validator.Read(ConnectionSchemas.Create(app, call.Body, Options), call.Body, Options.ValidationForm);
        var projectId = string.IsNullOrEmpty(body.TextOf("projectId")) ? null : body.TextOf("projectId");
        DemandProject(projectId, call.Identity);
        Permission.Demand(call.Identity, "app-connections", projectId is null ? "create" : "create-app-connections");
        GatewayCheck.Demand(Options, body, call.Identity);
        DemandPlan(app, "create");
        var (method, credentials) = (app.Method(body.TextOf("method")!), body["credentials"]!.DeepClone().AsObject());
        Trial.Demand(app, method, credentials);
        var row = instance.Store.Change(state =>
        {
            DemandName(state, body.TextOf("name")!, projectId);
            DemandColumns(body);
            var made = new ConnectionRow(Ids.New(), app.Slug, method.Name, body.TextOf("name")!, projectId, StoredCredentials.Of(method, credentials, body), instance.Now, instance.Now)
            {
                Description = body.TextOf("description"),
                GatewayId = body.TextOf("gatewayId"),
                GatewayPoolId = body.TextOf("gatewayPoolId"),
                IsPlatformManaged = body.FlagOf("isPlatformManagedCredentials") ?? false,
                IsAutoRotationEnabled = body.FlagOf("isAutoRotationEnabled") ?? false,
                Rotation = body["rotation"]?.DeepClone().AsObject(),
                Configuration = body["configuration"]?.DeepClone().AsObject(),
                CredentialsHash = Ids.Hash(Ids.New()),
            };
            return (state.With(made), made);
        });
        return View(row);
    }

    public Answer Change(Call call)
    {
        var app = Apps.BySlug[call.Value("app")];
        var id = ConnectionRoutes.IdOf(call, Options.ValidationForm);
        var body = Validator.Read(ConnectionSchemas.Update(app, Options), call.Body, Options.ValidationForm);
        var found = ConnectionRoutes.Demand(instance.Store.Current, call, id, "edit");
        DemandPlan(app, "update");
        GatewayCheck.Demand(Options, body, call.Identity, found);
        var credentials = ReadCredentials(app, app.Method(found.Method), found, body);
        var row = instance.Store.Change(state =>
        {
            var current = ConnectionRoutes.Demand(state, call, id, "edit");
            if (body.TextOf("name") is { } name && name != current.Name)
            {
                DemandName(state, name, current.ProjectId);
            }

            DemandColumns(body);
            var changed = ChangedBy(current, body);
            changed = credentials is null ? changed : changed with { Credentials = credentials, CredentialsHash = Ids.Hash(Ids.New()) };
            return (state.With(changed), changed);
        });
        return View(row);
    }

    /// <summary>Refused while any rotation uses it, those of a deleted project included.</summary>
    public Answer Delete(Call call)
    {
        var id = ConnectionRoutes.IdOf(call, Options.ValidationForm);
        return View(instance.Store.Change(state =>
        {
            var found = ConnectionRoutes.Demand(state, call, id, "delete");
            return state.UsesConnection(found.Id) ? throw ConnectionRefusals.InUse() : (state.WithoutConnection(found.Id), found);
        }));
    }

    private ConnectionRow ChangedBy(ConnectionRow current, JsonObject body) => current with
    {
        Name = body.TextOf("name") ?? current.Name,
        Description = body.ContainsKey("description") ? body.TextOf("description") : current.Description,
        GatewayId = body.ContainsKey("gatewayId") ? body.TextOf("gatewayId") : current.GatewayId,
        GatewayPoolId = body.ContainsKey("gatewayPoolId") ? body.TextOf("gatewayPoolId") : current.GatewayPoolId,
        IsPlatformManaged = body.FlagOf("isPlatformManagedCredentials") ?? current.IsPlatformManaged,
        IsAutoRotationEnabled = body.FlagOf("isAutoRotationEnabled") ?? current.IsAutoRotationEnabled,
        Rotation = body["rotation"]?.DeepClone().AsObject() ?? current.Rotation,
        Configuration = body["configuration"]?.DeepClone().AsObject() ?? current.Configuration,
        UpdatedAt = instance.Now,
    };

    /// <summary>The credentials of an update, which must be those of the method that the connection has.</summary>
    private JsonObject? ReadCredentials(App app, AppMethod method, ConnectionRow current, JsonObject body)
    {
        var given = body["credentials"];
        if (current.IsPlatformManaged && (given is not null || body.FlagOf("isPlatformManagedCredentials") == false))
        {
            throw ConnectionRefusals.TakenOver();
        }

        if (given is null)
        {
            return body.FlagOf("isPlatformManagedCredentials") == true ? throw ConnectionRefusals.TakesOverWithoutCredentials() : null;
        }

        if (!Validator.Fits(ConnectionSchemas.CredentialsOf(method, Options), given, out var credentials))
        {
            throw ConnectionRefusals.WrongFields(app, method);
        }

        Trial.Demand(app, method, credentials);
        return StoredCredentials.Of(method, credentials, body);
    }

    private void DemandProject(string? projectId, Identity identity)
    {
        if (projectId is not null)
        {
            _ = instance.Store.Current.Project(projectId) ?? throw ConnectionRefusals.NoProject(projectId);
            Permission.DemandMembership(identity, projectId);
        }
    }

    private void DemandPlan(App app, string verb)
    {
        if (app.NeedsEnterprise && !Options.PlanHasEnterpriseConnections)
        {
            throw ConnectionRefusals.Plan(verb);
        }
    }

    private static void DemandName(WorldState state, string name, string? projectId)
    {
        if (state.Connections.Values.Any(row => row.Name == name && row.ProjectId == projectId))
        {
            throw ConnectionRefusals.NameTaken(name);
        }
    }

    private void DemandColumns(JsonObject body)
    {
        if (body.TextOf("description")?.Length > DescriptionColumn)
        {
            throw Options.ColumnOverflowIsServerError ? Refusal.SomethingWentWrong() : Refusal.TooLongForColumn();
        }
    }

    private Answer View(ConnectionRow row) => Answer.Of("appConnection", ConnectionView.Of(instance, instance.Store.Current, row));
}
