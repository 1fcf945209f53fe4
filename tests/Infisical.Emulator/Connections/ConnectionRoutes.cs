using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>App connections: the routes, and looking at them.</summary>
internal sealed class ConnectionRoutes(Instance instance)
{
    private const string Base = "/api/v1/app-connections";

    public IEnumerable<Route> All() =>
    [
        At("GET", Base, RateClass.Read, List, anyApp: true),
        At("GET", $"{Base}/options", RateClass.Read, Options, anyApp: true),
        At("GET", $"{Base}/{{app}}", RateClass.Read, List),
        At("GET", $"{Base}/{{app}}/available", RateClass.Read, Available),
        At("GET", $"{Base}/{{app}}/{{id}}", RateClass.Read, Get),
        At("GET", $"{Base}/{{app}}/{{id}}/usage", RateClass.Read, Usage),
        At("GET", $"{Base}/{{app}}/connection-name/{{name}}", RateClass.Read, GetByName),
        At("POST", $"{Base}/{{app}}", RateClass.Write, Edits.Add),
        At("PATCH", $"{Base}/{{app}}/{{id}}", RateClass.Write, Edits.Change),
        At("DELETE", $"{Base}/{{app}}/{{id}}", RateClass.Write, Edits.Delete),
    ];

    private ConnectionEdits Edits { get; } = new(instance);

    /// <summary>The connection of the path, where the caller has this right to it.</summary>
    internal static ConnectionRow Demand(WorldState state, Call call, string id, string action)
    {
        var row = state.Connections.GetValueOrDefault(id) ?? throw ConnectionRefusals.NotFound(id);
        DemandRight(call.Identity, row, action);
        return row.App == call.Value("app") ? row : throw ConnectionRefusals.OtherApp(id, call.Value("app"));
    }

    internal static string IdOf(Call call, ValidationForm form)
    {
        var part = new Field("connectionId", FieldKind.Text) { Required = true, Format = "uuid" };
        return Validator.Read(Field.Of("", part), new JsonObject { [part.Name] = call.Value("id") }, form).TextOf(part.Name)!;
    }

    internal static void DemandRight(Identity identity, ConnectionRow row, string action) => Permission.Demand(
        identity, "app-connections", row.ProjectId is null ? action : $"{action}-app-connections", new Target(ConnectionId: row.Id));

    private Route At(string method, string pattern, RateClass kind, Func<Call, Answer> handle, bool anyApp = false) =>
        new(method, pattern, kind, (call, _) => Task.FromResult(handle(call)))
        {
            Exists = values => anyApp || (Apps.BySlug.ContainsKey(values["app"]) && !instance.Options.MissingApps.Contains(values["app"])),
        };

    private Answer List(Call call)
    {
        var state = instance.Store.ForReads();
        var projectId = ProjectOf(call, state);
        Permission.Demand(call.Identity, "app-connections", projectId is null ? "read" : "read-app-connections");
        var rows = InOrder(state, call).Where(row => projectId is null || row.ProjectId == projectId);
        return Answer.Of("appConnections", Json.Array(rows.Select(row => ConnectionView.Of(instance, state, row))));
    }

    private Answer Available(Call call)
    {
        var state = instance.Store.ForReads();
        var projectId = ProjectOf(call, state);
        if (projectId is not null && !Permission.HasAny(call.Identity, "app-connections", "connect-app-connections"))
        {
            throw Refusal.Denied("connect-app-connections", "app-connections", conditions: null);
        }

        var rows = InOrder(state, call)
            .Where(row => row.ProjectId is null || row.ProjectId == projectId)
            .Where(row => Permission.Allows(
                call.Identity, "app-connections", row.ProjectId is null ? "connect" : "connect-app-connections", new Target(ConnectionId: row.Id)));
        return Answer.Of("appConnections", Json.Array(rows.Select(row => ConnectionView.Brief(instance, row))));
    }

    private Answer Get(Call call)
    {
        var state = instance.Store.ForReads();
        return Answer.Of("appConnection", ConnectionView.Of(instance, state, Demand(state, call, IdOf(call, instance.Options.ValidationForm), "read")));
    }

    private Answer GetByName(Call call)
    {
        var state = instance.Store.ForReads();
        var (projectId, name) = (ProjectOf(call, state), call.Value("name"));
        var row = state.Connections.Values.FirstOrDefault(row => row.Name == name && row.ProjectId == projectId)
            ?? throw ConnectionRefusals.NotFoundByName(name, projectId is not null);
        DemandRight(call.Identity, row, "read");
        if (row.App != call.Value("app"))
        {
            throw ConnectionRefusals.OtherAppByName(name, call.Value("app"));
        }

        return Answer.Of("appConnection", ConnectionView.Of(instance, state, row));
    }

    /// <summary>For users only: a machine identity has the wrong kind of token.</summary>
    private static Answer Usage(Call call) => throw new Refusal(
        403, $"Forbidden access to {Base}/{call.Value("app")}/{call.Value("id")}/usage", "You are not allowed to access this resource");

    private Answer Options(Call call) => Answer.Of("appConnectionOptions", Json.Array(Apps.All
        .Where(app => !instance.Options.MissingApps.Contains(app.Slug))
        .OrderBy(app => app.Name, StringComparer.Ordinal)
        .Select(app => new JsonObject
        {
            ["name"] = app.Name,
            ["app"] = app.Slug,
            ["methods"] = new JsonArray([.. app.Methods.Select(method => JsonValue.Create(method.Name))]),
        })));

    private static string? ProjectOf(Call call, WorldState state)
    {
        var projectId = call.Query.GetValueOrDefault("projectId");
        return string.IsNullOrEmpty(projectId) ? null : ProjectRoutes.Demand(state, projectId, call.Identity).Id;
    }

    private static IEnumerable<ConnectionRow> InOrder(WorldState state, Call call) => state.Connections.Values
        .Where(row => !call.Values.TryGetValue("app", out var app) || row.App == app)
        .OrderBy(row => row.Name, StringComparer.Ordinal);
}
