using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Read;

/// <summary>A resource that a program only looks up, with <c>get</c>: the engine sends empty inputs and an empty state.</summary>
public sealed class LookUpTests
{
    public static TheoryData<string> Kinds => ["rotation", "generic", "connection"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_cannot_be_read_is_an_error(string kind)
    {
        await using var engine = await Start(kind);
        var id = await Existing(engine, kind);
        engine.Server.Faults.On("GET", "/api/", CommonFaults.Forbidden, times: 99);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => Get(engine, id));

        Assert.Contains("403", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(engine.Warnings);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_exists_has_its_outputs(string kind)
    {
        await using var engine = await Start(kind);
        var id = await Existing(engine, kind);

        var answer = await Get(engine, id);

        Assert.Equal(id, answer!.Id);
        Assert.Equal(
            new PropertyValue.Text(id), answer.State.Get(kind == "connection" ? "connectionId" : "rotationId"));
        Assert.Empty(engine.Warnings);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_does_not_exist_is_not_promised_to_be_created(string kind)
    {
        await using var engine = await Start(kind);

        Assert.Null(await Get(engine, Guid.NewGuid().ToString()));
        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task A_generic_one_is_found_in_the_project_that_the_program_gives()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Token = TokenOf("generic");
        var state = PropertyMap.Empty.With("projectId", engine.Server.Seed.Project.Id);

        var answer = await engine.Provider.Read(
            new ReadCall(engine.Token, "seen", stored.Id, state, PropertyMap.Empty), engine.ContextOf("seen"));

        Assert.Equal(stored.Id, answer?.Id);
    }

    /// <summary>The engine sends what the program gives as <c>state</c> as both, inputs and state.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_the_program_gives_to_find_it_is_no_stored_state(string kind)
    {
        await using var engine = await Start(kind);
        var id = await Existing(engine, kind);
        var given = PropertyMap.Empty.With("projectId", engine.Server.Seed.Project.Id);

        var found = await Get(engine, id, given);
        engine.NewRun();
        engine.Server.Faults.On("GET", "/api/", CommonFaults.Forbidden, times: 99);
        await Assert.ThrowsAsync<RefusalException>(() => Get(engine, id, given));

        Assert.Equal(id, found!.Id);
    }

    /// <summary>Nobody ever deletes a resource that is only looked up, so it must not keep the object.</summary>
    [Theory]
    [InlineData("rotation")]
    [InlineData("connection")]
    public async Task What_is_also_looked_up_is_deleted_with_its_own_resource(string kind)
    {
        await using var engine = await Start(kind);
        var stored = await engine.Create(kind == "connection" ? ConnectionHarness.Postgres() : engine.Inputs());
        var seen = (await Get(engine, stored.Id))!;
        engine.NewRun();
        var refreshed = await engine.Read(new Stored(seen.Id, seen.Inputs, seen.State, "seen"));
        engine.NewRun();
        await engine.Read(refreshed!);

        await engine.Delete(stored);

        Assert.Empty(refreshed!.Inputs);
        Assert.Empty(engine.Server.World.Rotations);
        Assert.Null(engine.Server.World.AppConnections.Named("orders"));
        Assert.Empty(engine.Warnings);
    }

    [Theory]
    [InlineData("rotation")]
    [InlineData("connection")]
    public async Task What_is_gone_is_not_promised_to_be_created_again(string kind)
    {
        await using var engine = await Start(kind);
        var stored = await engine.Create(kind == "connection" ? ConnectionHarness.Postgres() : engine.Inputs());
        var seen = (await Get(engine, stored.Id))!;
        await engine.Delete(stored);
        engine.NewRun();

        Assert.Null(await engine.Read(new Stored(seen.Id, seen.Inputs, seen.State, "seen")));

        var warning = Assert.Single(engine.Warnings);
        Assert.Contains("which the program looks up, no longer exists", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("creates", warning, StringComparison.Ordinal);
    }

    /// <summary>The list that the creation read is older than the rotation.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_this_run_has_created_is_found(bool byPath)
    {
        await using var engine = await Start("rotation");
        var stored = await engine.Create(engine.Inputs());
        engine.Token = TokenOf("generic");

        var found = await Get(
            engine, byPath ? $"{engine.Server.Seed.Project.Id}/dev/services/{stored.Text("name")}" : stored.Id);

        Assert.Equal(stored.Id, found?.Id);
    }

    private static async Task<ProviderHarness> Start(string kind)
    {
        var engine = await ProviderHarness.Start();
        engine.NewRun(engine.Configuration().With("projectId", engine.Server.Seed.Project.Id));
        engine.Token = TokenOf(kind);
        return engine;
    }

    private static string TokenOf(string kind) => kind switch
    {
        "generic" => "infisical-rotation:index:SecretRotation",
        "connection" => ConnectionFacts.Token("postgres"),
        _ => ProviderHarness.AwsToken,
    };

    private static async Task<string> Existing(ProviderHarness engine, string kind)
    {
        engine.Token = kind == "connection" ? TokenOf(kind) : ProviderHarness.AwsToken;
        var stored = await engine.Create(kind == "connection" ? ConnectionHarness.Postgres() : engine.Inputs());
        engine.NewRun(engine.Configuration().With("projectId", engine.Server.Seed.Project.Id));
        engine.Token = TokenOf(kind);
        engine.Log.Clear();
        return stored.Id;
    }

    private static Task<ReadAnswer?> Get(ProviderHarness engine, string id, PropertyMap? given = null) =>
        engine.Provider.Read(
            new ReadCall(engine.Token, "seen", id, given ?? PropertyMap.Empty, given ?? PropertyMap.Empty),
            engine.ContextOf("seen"));
}
