using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Connections;

public sealed class ConnectionRightsTests
{
    private static readonly string[] Actions = ["read", "create", "edit", "delete"];

    public static TheoryData<string, bool> Lacking
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var action in Actions)
            {
                data.Add(action, true);
                data.Add(action, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Lacking))]
    public async Task Each_action_needs_its_own_right_in_a_project_and_in_the_organisation(string lacking, bool inProject)
    {
        await using var api = await Api.StartAsync();
        var suffix = inProject ? "-app-connections" : "";
        var body = ConnectionApi.Body("postgres", "username-and-password");
        body = inProject ? body.With("projectId", api.ProjectId) : body;
        var made = await api.CreateAsync("postgres", body);
        api.LogInWithOnly([.. Actions.Where(action => action != lacking).Select(action => new Grant("app-connections", action + suffix))]);
        var (url, scope) = ($"{ConnectionApi.Postgres}/{made["id"]}", inProject ? $"?projectId={api.ProjectId}" : "");
        var statuses = new Dictionary<string, Reply>
        {
            ["read"] = await api.Get(url),
            ["create"] = await api.Post(ConnectionApi.Postgres, body.DeepClone().AsObject().With("name", "other")),
            ["edit"] = await api.Patch(url, new JsonObject { ["name"] = "renamed" }),
            ["delete"] = await api.Delete(url),
        };
        Assert.All(statuses, reply => Assert.Equal(reply.Key == lacking ? 403 : 200, reply.Value.Status));
        statuses[lacking].Refused(403, "PermissionDenied", $"You are not allowed to {lacking}{suffix} on app-connections");
        Assert.Equal(lacking == "read" ? 403 : 200, (await api.Get(ConnectionApi.Base + scope)).Status);
    }

    [Fact]
    public async Task A_right_can_be_for_one_connection()
    {
        await using var api = await Api.StartAsync();
        var first = await api.CreateAsync("postgres", ConnectionApi.Body("postgres", "username-and-password"));
        api.LogInWithOnly(new Grant("app-connections", "edit") { ConnectionId = ConnectionApi.IdOf(first) });
        await api.ChangeAsync("postgres", first, new JsonObject { ["name"] = "renamed" });
        Assert.Equal(403, (await api.Patch($"{ConnectionApi.Aws}/{api.Server.Seed.Connection.Id}", new JsonObject { ["name"] = "renamed-too" })).Status);
    }

    [Fact]
    public async Task A_project_must_exist_and_have_the_identity_as_a_member()
    {
        await using var api = await Api.StartAsync();
        var body = ConnectionApi.Body("postgres", "username-and-password").With("projectId", "nowhere");
        (await api.Post(ConnectionApi.Postgres, body)).Refused(400, "BadRequest", "Could not find project with ID nowhere");
        api.LogInAs(new Identity("outsider") { Projects = [] });
        Assert.Equal("ProjectMembershipNotFound", (await api.Post(ConnectionApi.Postgres, body.With("projectId", api.ProjectId))).Error);
    }

    [Fact]
    public async Task Usage_is_for_users_only()
    {
        await using var api = await Api.StartAsync();
        var reply = await api.Get($"{ConnectionApi.Aws}/{api.Server.Seed.Connection.Id}/usage");
        Assert.Equal((403, "You are not allowed to access this resource"), (reply.Status, reply.Message));
    }

    [Fact]
    public async Task Enterprise_connections_need_the_plan()
    {
        await using var api = await Api.StartAsync();
        var body = ConnectionApi.Body("oracledb", "username-and-password");
        var made = await api.CreateAsync("oracledb", body);
        api.Server.Options.PlanHasEnterpriseConnections = false;
        const string Text = "app connection due to plan restriction. Upgrade plan to access enterprise app connections.";
        (await api.Post($"{ConnectionApi.Base}/oracledb", body.With("name", "other"))).Refused(400, "BadRequest", $"Failed to create {Text}");
        (await api.Patch($"{ConnectionApi.Base}/oracledb/{made["id"]}", new JsonObject())).Refused(400, "BadRequest", $"Failed to update {Text}");
        (await api.Delete($"{ConnectionApi.Base}/oracledb/{made["id"]}")).Expect(200);
    }
}
