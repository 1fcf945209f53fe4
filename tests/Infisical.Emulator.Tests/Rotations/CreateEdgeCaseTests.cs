using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Rotations;

/// <summary>What a creation does beside its main road.</summary>
public sealed class CreateEdgeCaseTests
{
    [Fact]
    public async Task Two_types_share_the_names_of_a_folder()
    {
        await using var api = await Api.StartAsync(options => options.Seed = Seed.WithEveryApp());
        await api.CreateAsync();
        var body = Contract.Read("redis-credentials", "create.json");
        body["name"] = "ci-key";
        (await api.Post($"{Api.Rotations}/redis-credentials", body)).Refused(
            400, "BadRequest", "A Secret Rotation with the name \"ci-key\" already exists at the secret path \"/services\"");
        Assert.Empty(api.Server.World.Credentials);
    }

    [Fact]
    public async Task A_name_can_be_used_again_in_another_folder()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        api.Server.World.Add(new SeedFolder("dev", "/other"));
        var body = api.AwsBody();
        body["secretPath"] = "/other";
        (await api.Post(Api.Aws, body)).Expect(200);
        Assert.Equal(2, api.Server.World.Rotations.Length);
    }

    [Fact]
    public async Task The_list_route_answers_an_id_that_is_empty()
    {
        await using var api = await Api.StartAsync();
        await api.CreateAsync();
        var listed = (await api.Get($"{Api.Aws}/?projectId={api.ProjectId}")).Expect(200);
        Assert.Single(listed["secretRotations"]!.AsArray());
    }

    [Fact]
    public async Task A_body_that_is_no_object_is_422()
    {
        await using var api = await Api.StartAsync();
        var reply = await api.Post(Api.Aws, new JsonArray());
        Assert.Equal((422, "ValidationFailure"), (reply.Status, reply.Error));
    }
}
