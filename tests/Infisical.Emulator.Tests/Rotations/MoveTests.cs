using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Rotations;

public sealed class MoveTests
{
    [Fact]
    public async Task Takes_the_secrets_along_and_keeps_id_keys_and_schedule()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        var row = (await Move(api, id, "prod", "/")).Rotation;
        Assert.Equal((id, "prod", "/"), (row["id"]!.GetValue<string>(), row["environment"]!["slug"]!.GetValue<string>(), row["folder"]!["path"]!.GetValue<string>()));
        Assert.Equal((0, 2, 1), (api.Server.World.SecretsAt("dev", "/services").Length, api.Server.World.SecretsAt("prod", "/").Length, api.Server.World.Keys.Length));
    }

    [Fact]
    public async Task Refuses_a_missing_and_the_same_place()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        (await Move(api, id, "prod", "/nowhere")).Refused(404, "NotFound", "Destination folder with path \"/nowhere\" in environment \"prod\" not found");
        (await Move(api, id, "dev", "/services/")).Refused(404, "NotFound", "Destination folder with path \"/services/\" in environment \"dev\" not found");
        (await Move(api, id, "dev", "/services")).Refused(400, "BadRequest", "Source and destination locations are the same");
    }

    [Fact]
    public async Task Refuses_a_taken_name_and_taken_secrets_unless_told_to_replace_them()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        api.Server.World.Add(new SeedSecret("prod", "/", "CI_KEY_ID", "mine"));
        (await Move(api, id, "prod", "/")).Refused(
            400,
            "BadRequest",
            "The following secrets already exist at the destination path \"/\": CI_KEY_ID. Set \"overwriteDestination\" to true to replace them.");
        (await Move(api, id, "prod", "/", overwrite: true)).Expect(200);
        Assert.DoesNotContain(api.Server.World.SecretsAt("prod", "/"), secret => secret.Value == "mine");
        var another = await api.CreateAsync();
        Assert.Equal(another, api.Server.World.Rotations[1].Id);
        (await Move(api, another, "prod", "/")).Refused(
            400, "BadRequest", "A Secret Rotation with the name \"ci-key\" already exists at the secret path \"/\"");
    }

    [Fact]
    public async Task Needs_delete_here_and_create_there()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        api.LogInWithOnly(new Grant("secret-rotation", "create"));
        (await Move(api, id, "prod", "/")).Refused(403, "PermissionDenied", "You are not allowed to delete on secret-rotation");
        api.LogInWithOnly(new Grant("secret-rotation", "delete"), new Grant("secret-rotation", "create") { Environment = "dev" });
        (await Move(api, id, "prod", "/")).Refused(403, "PermissionDenied", "You are not allowed to create on secret-rotation");
    }

    [Fact]
    public async Task Needs_both_parts_of_the_destination()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        var reply = await Move(api, id, " ", "");
        Assert.Equal(
            ["Destination environment required", "Destination secret path required"],
            reply.Expect(422)["message"]!.AsArray().Select(issue => issue!["message"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Names_the_plan()
    {
        await using var api = await Api.StartAsync();
        var id = await api.CreateAsync();
        api.Server.Options.PlanHasRotations = false;
        (await Move(api, id, "prod", "/")).Refused(
            400, "BadRequest", "Failed to move secret rotation due to plan restriction. Upgrade plan to manage secret rotations.");
    }

    private static Task<Reply> Move(Api api, string id, string environment, string path, bool overwrite = false) => api.Post(
        $"{Api.Aws}/{id}/move",
        new JsonObject { ["destinationEnvironment"] = environment, ["destinationSecretPath"] = path, ["overwriteDestination"] = overwrite });
}
