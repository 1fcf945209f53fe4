using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>App connections from another process: look, add, change, delete, and make their trials fail.</summary>
internal sealed class ControlConnections(Instance instance)
{
    private static readonly Field Added = Field.Of(
        "",
        Field.RequiredText("app") with { OneOf = [.. Apps.All.Select(app => app.Slug)] },
        Field.RequiredText("name"),
        new Field("projectId", FieldKind.Text),
        new Field("description", FieldKind.Text));

    private static readonly Field Changed = Field.Of(
        "",
        Field.RequiredText("id"),
        new Field("name", FieldKind.Text),
        new Field("description", FieldKind.Text) { Nullable = true },
        new Field("gatewayId", FieldKind.Text) { Nullable = true },
        new Field("writesCredentials", FieldKind.Boolean));

    private static readonly Field Deleted = Field.Of("", Field.RequiredText("id"));

    private static readonly Field Faults = Field.Of(
        "",
        new Field("text", FieldKind.Text) { Default = "verify credentials" },
        new Field("message", FieldKind.Text),
        new Field("status", FieldKind.Number) { Default = 400 },
        new Field("error", FieldKind.Text) { Default = "BadRequest" },
        new Field("app", FieldKind.Text),
        new Field("field", FieldKind.Text),
        new Field("value", FieldKind.Text),
        new Field("times", FieldKind.Number) { Default = 1, Min = 0 });

    private static readonly Field Propagation = Field.Of(
        "",
        new Field("attempts", FieldKind.Number) { Default = 0, Min = 0 },
        new Field("seconds", FieldKind.Number) { Default = 0, Min = 0 });

    private readonly World _world = new(instance);

    public IEnumerable<Route> All() =>
    [
        ControlRoutes.At("GET", "connections", _ => Answer.Of("connections", Json.Array(_world.AppConnections.All.Select(ViewOf)))),
        ControlRoutes.At("POST", "connections", Add),
        ControlRoutes.At("PATCH", "connections", Change),
        ControlRoutes.At("DELETE", "connections", call => ControlSeeds.Try(() => _world.AppConnections.Delete(ControlRoutes.Read(call, Deleted).TextOf("id")!))),
        ControlRoutes.At("POST", "connection-faults", call => ControlRoutes.Done(() => Plan(ControlRoutes.Read(call, Faults)))),
        ControlRoutes.At("POST", "iam-propagation", call => ControlRoutes.Done(() => Delay(ControlRoutes.Read(call, Propagation)))),
    ];

    public static JsonObject ViewOf(WorldConnection connection) => new()
    {
        ["id"] = connection.Id,
        ["app"] = connection.App,
        ["method"] = connection.Method,
        ["name"] = connection.Name,
        ["projectId"] = connection.ProjectId,
        ["description"] = connection.Description,
        ["gatewayId"] = connection.GatewayId,
        ["gatewayPoolId"] = connection.GatewayPoolId,
        ["isPlatformManaged"] = connection.IsPlatformManaged,
        ["credentials"] = connection.Credentials.DeepClone(),
        ["configuration"] = connection.Configuration?.DeepClone(),
        ["credentialsHash"] = connection.CredentialsHash,
    };

    private Answer Add(Call call)
    {
        var body = ControlRoutes.Read(call, Added);
        var connection = new SeedConnection(body.TextOf("app")!, body.TextOf("name")!)
        {
            ProjectId = body.TextOf("projectId"),
            Description = body.TextOf("description"),
            Method = (call.Body as JsonObject)?.TextOf("method"),
            Credentials = call.Body?["credentials"]?.DeepClone().AsObject(),
        };
        _world.Add(connection);
        return Answer.Of("id", connection.Id);
    }

    private Answer Change(Call call)
    {
        var body = ControlRoutes.Read(call, Changed);
        var (id, connections) = (body.TextOf("id")!, _world.AppConnections);
        return ControlSeeds.Try(() =>
        {
            if (body.TextOf("name") is { } name)
            {
                connections.Rename(id, name);
            }

            if (body.ContainsKey("description"))
            {
                connections.Describe(id, body.TextOf("description"));
            }

            if (body.ContainsKey("gatewayId"))
            {
                connections.Route(id, body.TextOf("gatewayId"));
            }

            var credentials = call.Body?["credentials"] as JsonObject;
            if (credentials is not null || body.FlagOf("writesCredentials") == true)
            {
                connections.WriteCredentials(id, credentials);
            }
        });
    }

    private void Plan(JsonObject body)
    {
        var message = body.TextOf("message") ?? $"Unable to validate connection: {body.TextOf("text")}";
        var times = (int)body.NumberOf("times")!.Value;
        instance.Faults.OnConnection(ConnectionFault.Answers((int)body.NumberOf("status")!.Value, body.TextOf("error")!, message) with
        {
            App = body.TextOf("app"),
            Field = body.TextOf("field"),
            Value = body.TextOf("value"),
            Times = times == 0 ? ConnectionFault.Always : times,
        });
    }

    private void Delay(JsonObject body)
    {
        instance.Options.AwsPropagationAttempts = (int)body.NumberOf("attempts")!.Value;
        instance.Options.AwsPropagationTime = TimeSpan.FromSeconds(body.NumberOf("seconds")!.Value);
    }
}
