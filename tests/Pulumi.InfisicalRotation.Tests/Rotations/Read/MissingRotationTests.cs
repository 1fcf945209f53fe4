using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Read;

public sealed class MissingRotationTests
{
    private const string Route = "/api/v2/secret-rotations";

    [Theory]
    [InlineData("dev/services/ci-key", "here")]
    [InlineData(" dev/services/ci-key ", "here")]
    [InlineData("prod/services/ci-key", "prod")]
    [InlineData("dev/other/ci-key", "other")]
    [InlineData("dev/services/second", "second")]
    [InlineData("dev/ci-key", "root")]
    [InlineData("staging/services/ci-key", null)]
    [InlineData("prod/other/ci-key", null)]
    [InlineData("prod/services/second", null)]
    public async Task An_import_by_path_finds_the_rotation_of_this_environment_folder_and_name(string path, string? expected)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(new SeedFolder("prod", "/services"));
        engine.Server.World.Add(new SeedFolder("dev", "/other"));
        var made = new Dictionary<string, Stored>
        {
            ["prod"] = await Create("prod", engine.Inputs().With("environment", "prod")),
            ["other"] = await Create("other", engine.Inputs().With("secretPath", "/other")),
            ["root"] = await Create("root", engine.Inputs().With("secretPath", "/")),
            ["second"] = await Create("second", engine.Inputs("second", prefix: "SECOND")),
            ["here"] = await Create("here", engine.Inputs()),
        };
        engine.NewRun();

        var imported = await engine.Import(path.Replace(path.Trim(), $"{engine.Server.Seed.Project.Id}/{path.Trim()}", StringComparison.Ordinal));

        Assert.Equal(expected is null ? null : made[expected].Id, imported?.Id);

        // One user each, for of a user's two access keys the server deletes the older.
        async Task<Stored> Create(string user, PropertyMap inputs)
        {
            engine.Server.World.Add(new SeedIamUser(user));
            return await engine.Create(inputs.With("parameters", PropertyMap.Empty.With("userName", user)), user);
        }
    }

    [Theory]
    [InlineData("project/dev")]
    [InlineData("project//name")]
    [InlineData("project/dev/./name")]
    [InlineData("project/dev/../name")]
    [InlineData("project/dev/name/")]
    public async Task An_id_that_is_neither_a_UUID_nor_a_path_asks_for_nothing(string id)
    {
        await using var engine = await ProviderHarness.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Import(id));

        Assert.Equal(RefusalKind.InvalidInput, refusal.Kind);
        Assert.Empty(engine.Server.Requests.All);
    }

    [Theory]
    [InlineData(true, "healthy")]
    [InlineData(true, "degraded")]
    [InlineData(true, "import")]
    [InlineData(false, "healthy")]
    [InlineData(false, "degraded")]
    [InlineData(false, "import")]
    public async Task Every_answer_to_a_read_says_whether_the_engine_reads_before_an_update(bool refreshes, string kind)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun(engine.Configuration().With("refreshBeforeUpdate", refreshes));
        if (kind == "degraded")
        {
            engine.Server.Faults.On("GET", Route, Fault.Error(500, "InternalServerError", "Something went wrong"), times: 9);
        }

        var answer = await engine.Provider.Read(
            kind == "import"
                ? new ReadCall(engine.Token, "r", stored.Id, null, null)
                : new ReadCall(engine.Token, "r", stored.Id, stored.Outputs, stored.Inputs),
            engine.Context);

        Assert.Equal(refreshes, answer!.RefreshBeforeUpdate);
        Assert.Equal(kind == "degraded" ? 1 : 0, engine.Warnings.Count());
    }

    [Fact]
    public async Task An_old_rotation_is_gone_with_the_first_definite_not_found()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromSeconds(70));
        await engine.DeleteElsewhere(stored);
        engine.NewRun();
        var asked = engine.Server.Requests.All.Length;

        Assert.Null(await engine.Read(stored));

        Assert.Equal([$"GET {Route}/aws-iam-user-secret/{stored.Id}"], engine.RequestsSince(asked));
    }

    [Fact]
    public async Task A_new_rotation_is_gone_only_after_several_definite_not_founds()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromSeconds(50));
        await engine.DeleteElsewhere(stored);
        engine.NewRun();
        var asked = engine.Server.Requests.All.Length;

        Assert.Null(await engine.Read(stored));

        Assert.InRange(engine.RequestsSince(asked).Length, 3, 10);
        Assert.InRange(engine.Time.Waited, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Missing_from_the_list_and_found_by_its_own_route_is_there()
    {
        await using var engine = await ProviderHarness.Start();
        var first = await engine.Create(engine.Inputs());
        var second = await engine.Create(engine.Inputs("other", "deploy-bot", "DEPLOY"), "b");
        engine.Server.Clock.Advance(TimeSpan.FromDays(1));
        engine.NewRun();
        engine.Server.Faults.On("GET", Route, Fault.Answer(200, """{"secretRotations":[]}"""));
        var asked = engine.Server.Requests.All.Length;

        var read = await engine.ReadTogether(first, second);

        Assert.Equal([first.Id, second.Id], read.Select(one => one?.Id));
        Assert.Contains($"GET {Route}", engine.RequestsSince(asked));
        Assert.Contains($"GET {Route}/aws-iam-user-secret/{first.Id}", engine.RequestsSince(asked));
        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task A_rotation_that_this_run_deleted_is_not_read_from_an_earlier_list()
    {
        await using var engine = await ProviderHarness.Start();
        var first = await engine.Create(engine.Inputs());
        var second = await engine.Create(engine.Inputs("other", "deploy-bot", "DEPLOY"), "b");
        engine.Server.Clock.Advance(TimeSpan.FromDays(1));
        engine.NewRun();
        await engine.ReadTogether(first, second);

        await engine.Delete(first);

        Assert.Null(await engine.Read(first));
        Assert.NotNull(await engine.Read(second));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Secrets_are_renamed_without_a_further_read_where_this_run_has_read_the_rotation(bool isRead, int reads)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        stored = isRead ? (await engine.Read(stored))! : stored;
        engine.Server.Requests.Clear();

        await engine.Update(stored, engine.Inputs(prefix: "NEW"));

        Assert.Equal(reads, engine.Server.Requests.To("GET", Route).Length);
        Assert.Equal(["NEW_ID", "NEW_SECRET"], engine.Server.World.Secrets.Select(secret => secret.Name));
    }
}
