using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Contracts;

public sealed class ContractReplayTests
{
    public static TheoryData<string> Slugs => [.. Contract.Slugs];

    public static TheoryData<string, string, ValidationForm> Errors
    {
        get
        {
            var data = new TheoryData<string, string, ValidationForm>();
            foreach (var slug in Contract.Slugs)
            {
                foreach (var error in Contract.Read(slug, "errors.json").AsArray())
                {
                    data.Add(slug, error!["case"]!.GetValue<string>(), ValidationForm.Newest);
                    data.Add(slug, error["case"]!.GetValue<string>(), ValidationForm.Earlier);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task The_accepted_request_gets_the_expected_answer(string slug)
    {
        await using var api = await StartAsync();
        var created = await CreateAsync(api, slug);
        SameButId(Contract.Read(slug, "created.json"), created);
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task The_change_gets_the_expected_answer(string slug)
    {
        await using var api = await StartAsync();
        var id = IdOf(await CreateAsync(api, slug));
        var updated = Contract.Read(slug, "updated.json");
        var reply = await api.Patch($"{Api.Rotations}/{slug}/{id}", updated["request"]!);
        SameButId(updated["answer"]!, reply.Expect(200));
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task What_was_created_reads_back_alone_by_name_and_in_the_list(string slug)
    {
        await using var api = await StartAsync();
        var created = (await CreateAsync(api, slug))["secretRotation"]!;
        var name = created["name"]!.GetValue<string>();
        var alone = await api.Get($"{Api.Rotations}/{slug}/{created["id"]}");
        var named = await api.Get($"{Api.Rotations}/{slug}/rotation-name/{name}?projectId={api.ProjectId}&environment=dev&secretPath=/services");
        var listed = (await api.Get($"{Api.Rotations}?projectId={api.ProjectId}")).Expect(200)["secretRotations"]!.AsArray().Single();
        Assert.All([alone.Rotation, named.Rotation, listed!], other => Assert.True(JsonNode.DeepEquals(created, other), other.ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task Rotating_flips_the_slot_and_writes_the_new_values(string slug)
    {
        await using var api = await StartAsync();
        var id = IdOf(await CreateAsync(api, slug));
        var before = api.Server.World.Secrets.Select(secret => secret.Value).ToArray();
        var reply = await api.Post($"{Api.Rotations}/{slug}/{id}/rotate-secrets");
        Assert.Equal(1, reply.Expect(200)["secretRotation"]!["activeIndex"]!.GetValue<int>());
        Assert.NotEqual(before, api.Server.World.Secrets.Select(secret => secret.Value));
        Assert.Equal(2, api.Server.World.Rotations.Single().Slots);
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task Deleting_everything_leaves_nothing(string slug)
    {
        await using var api = await StartAsync();
        var id = IdOf(await CreateAsync(api, slug));
        (await api.Post($"{Api.Rotations}/{slug}/{id}/rotate-secrets")).Expect(200);
        (await api.Delete($"{Api.Rotations}/{slug}/{id}?deleteSecrets=true&revokeGeneratedCredentials=true")).Expect(200);
        var world = api.Server.World;
        Assert.Equal((0, 0, 0, 0), (world.Rotations.Length, world.Secrets.Length, world.Keys.Length, world.Credentials.Length));
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task An_error_is_answered_as_written(string slug, string named, ValidationForm form)
    {
        await using var api = await StartAsync(form);
        var error = Contract.Read(slug, "errors.json").AsArray().Single(error => error!["case"]!.GetValue<string>() == named)!;
        var id = error["after"] is null ? "" : IdOf(await CreateAsync(api, slug));
        var request = error["request"]!.GetValue<string>().Replace("{id}", id, StringComparison.Ordinal).Split(' ');
        var reply = await api.SendAsync(HttpMethod.Parse(request[0]), request[1], error["body"]);
        Assert.Equal(error["status"]!.GetValue<int>(), reply.Status);
        Assert.True(Holds(reply.Body, error["answer"]!), reply.Text);
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task The_options_list_the_type_with_its_template(string slug)
    {
        await using var api = await StartAsync();
        var options = (await api.Get($"{Api.Rotations}/options")).Expect(200)["secretRotationOptions"]!.AsArray();
        var option = options.Single(option => option!["type"]!.GetValue<string>() == slug)!;
        var type = Contract.Read(slug, "type.json");
        Assert.Equal(type["title"]!.GetValue<string>(), option["name"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(type["template"], option["template"]));
    }

    private static Task<Api> StartAsync(ValidationForm form = ValidationForm.Newest) => Api.StartAsync(options =>
    {
        options.Seed = Seed.WithEveryApp();
        options.ValidationForm = form;
    });

    private static async Task<JsonNode> CreateAsync(Api api, string slug) =>
        (await api.Post($"{Api.Rotations}/{slug}", Contract.Read(slug, "create.json"))).Expect(200);

    private static string IdOf(JsonNode created) => created["secretRotation"]!["id"]!.GetValue<string>();

    private static void SameButId(JsonNode expected, JsonNode actual)
    {
        var found = actual.DeepClone();
        found["secretRotation"]!["id"] = expected["secretRotation"]!["id"]!.DeepClone();
        Assert.True(JsonNode.DeepEquals(expected, found), $"expected {expected.ToJsonString()}\nfound {found.ToJsonString()}");
    }

    /// <summary>Whether the answer has at least these parts; a path's index may be a number or a text.</summary>
    private static bool Holds(JsonNode? actual, JsonNode? wanted) => (actual, wanted) switch
    {
        (JsonObject have, JsonObject want) => want.All(item => Holds(have[item.Key], item.Value)),
        (JsonArray have, JsonArray want) => want.Count <= have.Count && want.Zip(have).All(pair => Holds(pair.Second, pair.First)),
        _ => actual?.ToString() == wanted?.ToString(),
    };
}
