using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Adding to the world from another process.</summary>
internal sealed class ControlSeeds(Instance instance)
{
    private static readonly Field User = Field.Of("", Field.RequiredText("name"), new Field("keys", FieldKind.Number) { Default = 0, Min = 0, Max = 2 }, new Field("path", FieldKind.Text) { Default = "/" });

    private static readonly Field Key = Field.Of("", Field.RequiredText("userName"), new Field("accessKeyId", FieldKind.Text));

    private static readonly Field NewKey = Field.Of(
        "",
        Field.RequiredText("userName"),
        new Field("accessKeyId", FieldKind.Text),
        new Field("daysOld", FieldKind.Number) { Default = 0, Min = 0 },
        new Field("usedFor", FieldKind.Text),
        new Field("usedDaysAgo", FieldKind.Number) { Default = 0, Min = 0 });

    private static readonly Field Folder = Field.Of("", Field.RequiredText("environment"), Field.RequiredText("path"));

    private static readonly Field Secret = Field.Of(
        "", Field.RequiredText("environment"), Field.RequiredText("path"), Field.RequiredText("name"), new Field("value", FieldKind.Text) { Default = "" });

    private static readonly Field Role = Field.Of("", Field.RequiredText("name"), new Field("path", FieldKind.Text) { Default = "/" });

    private static readonly Field KeyState = Field.Of("", Field.RequiredText("accessKeyId"), new Field("isActive", FieldKind.Boolean) { Required = true });

    private static readonly Field Project = Field.Of("", Field.RequiredText("name"));

    private static readonly Field Rights = Field.Of(
        "",
        Field.RequiredText("name"),
        new Field("grants", FieldKind.Array)
        {
            Items = Field.Of(
                "",
                Field.RequiredText("subject"),
                Field.RequiredText("action"),
                new Field("environment", FieldKind.Text),
                new Field("secretPath", FieldKind.Text),
                new Field("connectionId", FieldKind.Text),
                new Field("secretName", FieldKind.Text)),
        });

    private readonly World _world = new(instance);

    public IEnumerable<Route> All() =>
    [
        ControlRoutes.At("GET", "iam-users", _ => Answer.Of("users", Json.Array(instance.Iam.Users.Select(UserView)))),
        ControlRoutes.At("POST", "iam-users", call => AddUser(ControlRoutes.Read(call, User))),
        ControlRoutes.At("POST", "iam-keys", call => AddKey(ControlRoutes.Read(call, NewKey))),
        ControlRoutes.At("DELETE", "iam-keys", call => DeleteKey(ControlRoutes.Read(call, Key))),
        ControlRoutes.At("PATCH", "iam-keys", call => SwitchKey(ControlRoutes.Read(call, KeyState))),
        ControlRoutes.At("POST", "iam-roles", call => AddRole(ControlRoutes.Read(call, Role))),
        ControlRoutes.At("POST", "folders", call => AddFolder(ControlRoutes.Read(call, Folder))),
        ControlRoutes.At("POST", "secrets", call => AddSecret(ControlRoutes.Read(call, Secret))),
        ControlRoutes.At("POST", "projects", call => AddProject(ControlRoutes.Read(call, Project))),
        ControlRoutes.At("POST", "identities", call => AddIdentity(ControlRoutes.Read(call, Rights))),
    ];

    internal static Answer Try(Action change) => Try(() => ControlRoutes.Done(change));

    private static T Try<T>(Func<T> change)
    {
        try
        {
            return change();
        }
        catch (Exception problem) when (problem is IamFailure or InvalidOperationException)
        {
            throw Refusal.BadRequest(problem.Message);
        }
    }

    private JsonObject UserView(Principal user) => new()
    {
        ["name"] = user.Name,
        ["arn"] = user.Arn,
        ["policies"] = Json.Array(user.Policies.Keys.Order(StringComparer.Ordinal).Select(name => JsonValue.Create(name)!)),
        ["attached"] = Json.Array(user.Attached.Select(arn => JsonValue.Create(arn)!)),
        ["keys"] = Json.Array(_world.KeysOf(user.Name).Select(ControlViews.KeyOf)),
    };

    private Answer AddUser(JsonObject body) =>
        Try(() => _world.Add(new SeedIamUser(body.TextOf("name")!, (int)body.NumberOf("keys")!.Value) { Path = body.TextOf("path")! }));

    private Answer AddKey(JsonObject body) => Answer.Of("key", ControlViews.KeyOf(Try(() => _world.Add(new SeedIamKey(body.TextOf("userName")!)
    {
        AccessKeyId = body.TextOf("accessKeyId"),
        DaysOld = body.NumberOf("daysOld")!.Value,
        UsedFor = body.TextOf("usedFor"),
        UsedDaysAgo = body.NumberOf("usedDaysAgo")!.Value,
    }))));

    private Answer DeleteKey(JsonObject body) => Try(() => _world.DeleteKey(body.TextOf("userName")!, body.TextOf("accessKeyId") ?? ""));

    private Answer SwitchKey(JsonObject body) =>
        ControlRoutes.Done(() => _world.SetKeyActive(body.TextOf("accessKeyId")!, body.FlagOf("isActive") == true));

    private Answer AddRole(JsonObject body) => Try(() => _world.AddRole(body.TextOf("name")!, body.TextOf("path")!));

    private Answer AddFolder(JsonObject body) => Try(() => _world.Add(new SeedFolder(body.TextOf("environment")!, body.TextOf("path")!)));

    private Answer AddSecret(JsonObject body) =>
        Try(() => _world.Add(new SeedSecret(body.TextOf("environment")!, body.TextOf("path")!, body.TextOf("name")!, body.TextOf("value")!)));

    private Answer AddProject(JsonObject body)
    {
        var project = new SeedProject(body.TextOf("name")!);
        _world.Add(project);
        return Answer.Of("id", project.Id);
    }

    private Answer AddIdentity(JsonObject body)
    {
        var identity = new Identity(body.TextOf("name")!)
        {
            Grants = body["grants"] is JsonArray grants ? [.. grants.Select(grant => GrantOf(grant!.AsObject()))] : null,
        };
        _world.Add(identity);
        return Answer.Ok(new JsonObject { ["clientId"] = identity.ClientId, ["clientSecret"] = identity.ClientSecret });
    }

    private static Grant GrantOf(JsonObject body) => new(body.TextOf("subject")!, body.TextOf("action")!)
    {
        Environment = body.TextOf("environment"),
        SecretPath = body.TextOf("secretPath"),
        ConnectionId = body.TextOf("connectionId"),
        SecretName = body.TextOf("secretName"),
    };
}
