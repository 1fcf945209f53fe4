using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Connections;

/// <summary>Rotations by connections that were made through the API.</summary>
public sealed class ConnectionUseTests
{
    public static TheoryData<string> Slugs => [.. Contract.Slugs];

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task Every_type_rotates_by_a_created_connection_which_can_not_be_deleted_until_it_ends(string slug)
    {
        await using var api = await Api.StartAsync(options => options.Seed = Seed.Default() with { Connections = [] });
        var app = Contract.Read(slug, "type.json")["apps"]![0]!.GetValue<string>();
        var method = ConnectionApi.Facts(app, "create.json").AsObject().First().Key;
        var made = await api.CreateAsync(app, ConnectionApi.Body(app, method));
        if (app == "aws")
        {
            api.Server.World.PutPolicy("infisical-rotator", "keys", """{"Statement":{"Effect":"Allow","Action":"iam:*AccessKey*","Resource":"*"}}""");
        }

        var rotation = Contract.Read(slug, "create.json").AsObject().With("connectionId", ConnectionApi.IdOf(made));
        var id = await api.CreateAsync(rotation, $"{Api.Rotations}/{slug}");
        var url = $"{ConnectionApi.Base}/{app}/{made["id"]}";
        Assert.Equal(400, (await api.Delete(url)).Status);
        Assert.Throws<InvalidOperationException>(() => api.Server.World.AppConnections.Delete(ConnectionApi.IdOf(made)));
        (await api.Delete($"{Api.Rotations}/{slug}/{id}?revokeGeneratedCredentials=true")).Expect(200);
        (await api.Delete(url)).Expect(200);
        (await api.Delete(url)).Refused(404, "NotFound", $"Could not find App Connection with ID {made["id"]}");
        Assert.Equal((0, 0), (api.Server.World.Connections, api.Server.World.Keys.Length));
    }

    [Fact]
    public async Task A_rotation_of_AWS_may_do_what_the_policies_of_the_connection_allow()
    {
        await using var api = await Api.StartAsync();
        var role = await api.CreateAsync("aws", ConnectionApi.Body("aws", "assume-role"));
        var body = api.AwsBody().With("connectionId", ConnectionApi.IdOf(role));
        var denied = (await api.Post(Api.Aws, body)).Expect(400)["message"]!.GetValue<string>();
        Assert.Contains("assumed-role/infisical-rotator/infisical-app-connection-", denied, StringComparison.Ordinal);
        Assert.EndsWith("because no identity-based policy allows the iam:ListAccessKeys action", denied, StringComparison.Ordinal);
        api.Server.World.PutPolicy("infisical-rotator", "keys", Policy("iam:ListAccessKeys", "iam:CreateAccessKey"));
        var id = await api.CreateAsync(body);
        (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Expect(200);
        Assert.Contains("iam:DeleteAccessKey", (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Expect(500)["message"]!.GetValue<string>(), StringComparison.Ordinal);
        api.Server.Options.RotationsObeyIamPolicies = false;
        (await api.Post($"{Api.Aws}/{id}/rotate-secrets")).Expect(200);
    }

    [Fact]
    public async Task A_rotation_fails_with_keys_that_are_gone()
    {
        await using var api = await Api.StartAsync();
        var key = api.Server.World.AddKey("deploy-bot");
        var body = ConnectionApi.Body("aws", "access-key")
            .With("credentials.accessKeyId", key.AccessKeyId)
            .With("credentials.secretAccessKey", key.SecretAccessKey);
        var made = await api.CreateAsync("aws", body);
        api.Server.World.DeleteKey("deploy-bot", key.AccessKeyId);
        var refused = await api.Post(Api.Aws, api.AwsBody().With("connectionId", ConnectionApi.IdOf(made)));
        Assert.EndsWith("The security token included in the request is invalid.", refused.Expect(400)["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static string Policy(params string[] actions) => new JsonObject
    {
        ["Statement"] = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = new JsonArray([.. actions.Select(action => JsonValue.Create(action))]),
            ["Resource"] = "*",
        },
    }.ToJsonString();
}
