using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Connections;

/// <summary>What a test sees and changes without a request to the server.</summary>
public sealed class WorldConnectionsTests
{
    [Fact]
    public async Task Changes_show_in_the_next_answer()
    {
        await using var api = await Api.StartAsync();
        var made = await api.CreateAsync("postgres", ConnectionApi.Body("postgres", "username-and-password"));
        var (id, connections) = (ConnectionApi.IdOf(made), api.Server.World.AppConnections);
        connections.Rename(id, "renamed");
        connections.Describe(id, "by hand");
        connections.Route(id, Guid.Empty.ToString());
        connections.WriteCredentials(id, new JsonObject { ["password"] = "other", ["host"] = "other.example.com" });
        var read = (await api.Get($"{ConnectionApi.Postgres}/{id}")).Expect(200)["appConnection"]!.AsObject();
        Assert.Equal(("renamed", "by hand", "other.example.com"), (Text(read, "name"), Text(read, "description"), Text(read["credentials"]!, "host")));
        Assert.Equal((Guid.Empty.ToString(), "other"), (Text(read, "gatewayId"), api.StoredOf(made)["password"]));
        Assert.NotEqual(ConnectionApi.HashOf(made), ConnectionApi.HashOf(read));
    }

    [Fact]
    public async Task The_same_credentials_written_again_have_another_hash()
    {
        await using var api = await Api.StartAsync();
        var made = await api.CreateAsync("postgres", ConnectionApi.Body("postgres", "username-and-password"));
        var before = api.StoredOf(made);
        api.Server.World.AppConnections.WriteCredentials(before.Id);
        Assert.NotEqual(before.CredentialsHash, api.StoredOf(made).CredentialsHash);
        Assert.True(JsonNode.DeepEquals(before.Credentials, api.StoredOf(made).Credentials));
        api.Server.World.AppConnections.TakeOver(before.Id);
        Assert.True(api.StoredOf(made).IsPlatformManaged);
    }

    [Fact]
    public async Task Finds_by_name_and_scope_and_deletes()
    {
        await using var api = await Api.StartAsync();
        var connections = api.Server.World.AppConnections;
        api.Server.World.Add(new SeedConnection("redis", "cache") { ProjectId = api.ProjectId, Credentials = new JsonObject { ["host"] = "h" } });
        Assert.Null(connections.Named("cache"));
        Assert.Equal("h", connections.Named("cache", api.ProjectId)!["host"]);
        connections.Delete(connections.Named("cache", api.ProjectId)!.Id);
        Assert.Equal(["aws-main"], connections.All.Select(connection => connection.Name));
        Assert.Throws<InvalidOperationException>(() => connections.Delete("nowhere"));
        Assert.Throws<InvalidOperationException>(() => connections.Rename("nowhere", "n"));
    }

    [Fact]
    public async Task Everything_can_be_done_from_another_process()
    {
        await using var api = await Api.StartAsync();
        var id = (await api.Post("/_emulator/connections", JsonNode.Parse(
            """{"app":"ssh","name":"box","method":"password","credentials":{"host":"h","password":"p"}}"""))).Expect(200)["id"]!.GetValue<string>();
        await Send(HttpMethod.Patch, "connections", $$"""{"credentials":{"password":"q"},"name":"box-2","description":"d","id":"{{id}}"}""");
        var seen = (await api.Get("/_emulator/connections")).Expect(200)["connections"]!.AsArray().Single(one => Text(one!, "id") == id)!;
        Assert.Equal(("box-2", "d", "q", "password"), (Text(seen, "name"), Text(seen, "description"), Text(seen["credentials"]!, "password"), Text(seen, "method")));
        await Send(HttpMethod.Post, "connection-faults", """{"text":"down","app":"postgres"}""");
        await Send(HttpMethod.Post, "iam-propagation", """{"attempts":1}""");
        await Send(HttpMethod.Post, "iam-roles", """{"name":"fresh"}""");
        Assert.Equal(400, (await api.Post(ConnectionApi.Postgres, ConnectionApi.Body("postgres", "username-and-password"))).Status);
        Assert.Equal(500, (await api.Post(ConnectionApi.Aws, ConnectionApi.Body("aws", "assume-role").With("credentials.roleArn", "arn:aws:iam::123456789012:role/fresh"))).Status);
        await Send(HttpMethod.Patch, "iam-keys", $$"""{"accessKeyId":"{{api.Server.World.AddKey("ci-bot").AccessKeyId}}","isActive":false}""");
        Assert.False(api.Server.World.KeysOf("ci-bot").Single().IsActive);
        await Send(HttpMethod.Delete, "connections", $$"""{"id":"{{id}}"}""");
        Assert.Equal(1, api.Server.World.Connections);

        async Task Send(HttpMethod method, string path, string body) => (await api.SendAsync(method, $"/_emulator/{path}", JsonNode.Parse(body))).ExpectEmpty();
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
