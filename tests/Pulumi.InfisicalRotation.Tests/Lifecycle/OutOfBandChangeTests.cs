using Infisical.Emulator;
using Pulumi.InfisicalRotation.Lifecycle;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Lifecycle;

/// <summary>Somebody else works on the same rotation, or a replica shows yesterday: nothing is made, rotated or renamed twice for it.</summary>
public sealed class OutOfBandChangeTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Fact]
    public async Task A_replica_that_does_not_know_a_new_rotation_yet_does_not_lose_it()
    {
        await using var engine = await Engine.Start();
        engine.Server.ReadLag.Reads = 3;
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();

        var read = await engine.Read(stored);

        Assert.Equal(stored.Id, read?.Id);
        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task A_replica_that_lags_and_then_is_silent_does_not_lose_a_new_rotation_either()
    {
        await using var engine = await Engine.Start();
        engine.Server.ReadLag.Reads = 1;
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.Faults.On("GET", $"{Route}/{stored.Id}", Fault.Error(500, "InternalServerError", "Something went wrong"), nth: 2, times: 100);

        var read = await engine.Read(stored);

        Assert.Equal(stored.Id, read?.Id);
        Assert.Contains("taken as it is", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replica_that_does_not_know_a_new_rotation_yet_is_no_proof_that_it_was_removed()
    {
        await using var engine = await Engine.Start();
        engine.Server.ReadLag.Reads = 2;
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("DELETE", $"{Route}/{stored.Id}", Fault.Page(502));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains("still there", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_list_that_could_not_be_read_at_first_is_looked_at_before_anything_is_sent()
    {
        await using var engine = await Engine.Start(new EmulatorOptions { ChecksSecretsBeforeIssuing = false });
        engine.Server.World.Add(new SeedSecret("dev", "/services", "CI_ID", "somebody's"));
        engine.NewRun(engine.Configuration().With("maxRetries", 0d));
        engine.Server.Faults.On("GET", "/api/v2/secret-rotations", Fault.Error(500, "InternalServerError", "Something went wrong"));

        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Equal("0 rotations, 0 keys, 1 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_rotation_that_somebody_deleted_is_gone_and_that_is_said()
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        await engine.Delete(stored);
        engine.NewRun();

        Assert.Null(await engine.Read(stored));
        Assert.Contains("is not in Infisical any more", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotation_that_is_running_already_is_the_one_that_was_asked_for()
    {
        await using var engine = await Engine.Start();
        using var other = new Other(engine);
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.Faults.On(
            "POST", $"{Route}/{stored.Id}/rotate-secrets", Fault.Error(400, "BadRequest", "A rotation is already in progress. Please try again shortly."));
        engine.Time.After(TimeSpan.FromSeconds(3), () => other.Rotate(stored));

        var updated = await engine.Update(stored, engine.Inputs().With("rotateTriggers", PropertyMap.Empty.With("by", "1")));

        Assert.Equal(new PropertyValue.Number(1), updated.Outputs["activeIndex"]);
        Assert.Equal("1 rotations, 2 keys, 2 secrets", engine.WhatIsThere());
        Assert.Equal(1, Assert.Single(engine.Server.World.Rotations).ActiveIndex);
    }

    [Fact]
    public async Task A_move_that_arrived_although_nobody_saw_it_is_done()
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs());
        var moved = engine.Inputs().With("secretPath", "/");
        engine.Server.Faults.On("POST", $"{Route}/{stored.Id}/move", Fault.CutAfterHandling);
        engine.Server.Faults.On("GET", $"{Route}/{stored.Id}", Fault.Error(500, "InternalServerError", "Something went wrong"), times: 5);
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, moved));
        Assert.Contains("The connection to Infisical at", refusal.Message, StringComparison.Ordinal);
        engine.Server.Faults.Clear();
        engine.NewRun();

        var updated = await engine.Update(stored, moved);

        Assert.Equal("/", updated.Text("secretPath"));
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task Secrets_are_renamed_from_what_they_are_called_now()
    {
        await using var engine = await Engine.Start();
        using var other = new Other(engine);
        var stored = await engine.Create(engine.Inputs());
        await other.Update(stored, Mapping(engine, "X", "Y"));
        engine.NewRun();

        await engine.Update(stored, Mapping(engine, "Y", "Z"));

        Assert.Equal(["Y", "Z"], engine.Server.World.Secrets.Select(secret => secret.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_update_without_a_change_finishes_what_is_not_as_asked()
    {
        await using var engine = await Engine.Start();
        using var other = new Other(engine);
        var stored = await engine.Create(engine.Inputs());
        await other.Update(stored, engine.Inputs().With("description", "half done"));
        engine.NewRun(engine.Configuration().With("refreshBeforeUpdate", false));

        var updated = await engine.Update(stored, engine.Inputs());

        Assert.Null(updated.Text("description"));
        Assert.Null((await engine.Read(updated))!.Text("description"));
    }

    [Fact]
    public async Task A_create_that_a_gateway_gave_up_is_looked_for_until_the_server_is_through()
    {
        await using var engine = await Engine.Start();
        engine.Server.ReadLag.Reads = 10;
        engine.Server.Faults.On("POST", Route, Fault.Page(504) with { AfterHandling = true });

        var stored = await engine.Create(engine.Inputs());

        Assert.Equal(Assert.Single(engine.Server.World.Rotations).Id, stored.Id);
    }

    [Fact]
    public async Task A_taken_secret_is_found_before_a_key_is_made_on_a_server_without_the_newest_route_to_secrets()
    {
        await using var engine = await Engine.Start(new EmulatorOptions { HasSecretsV4 = false, ChecksSecretsBeforeIssuing = false });
        engine.Server.World.Add(new SeedSecret("dev", "/services", "CI_ID", "somebody's"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(engine.Inputs()));
        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains("a secret \"CI_ID\" exists already", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("0 rotations, 0 keys, 1 secrets", engine.WhatIsThere());
        Assert.Single(engine.Server.Requests.To("GET", "/api/v4/secrets"));
    }

    [Fact]
    public async Task Who_loses_to_somebody_with_the_same_wish_is_told_so_and_removes_nothing_of_theirs()
    {
        await using var engine = await Engine.Start();
        using var other = new Other(engine);
        var hold = new Hold();
        engine.Server.Faults.On("POST", Route, Fault.Waits(hold));
        var creating = engine.Create(engine.Inputs());
        await Asked(engine, "POST", Route);
        var theirs = await other.Create(engine.Inputs());
        engine.Abandon();

        hold.Release();
        var ours = await creating;

        Assert.Equal(theirs.Id, ours.Id);
        Assert.Contains("it is theirs", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    private static PropertyMap Mapping(Engine engine, string id, string secret) =>
        engine.Inputs().With("secretsMapping", PropertyMap.Empty.With("accessKeyId", id).With("secretAccessKey", secret));

    private static async Task Asked(Engine engine, string method, string path)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (engine.Server.Requests.To(method, path).Length == 0)
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Another program that uses the same Infisical.</summary>
    private sealed class Other : IDisposable
    {
        private readonly InfisicalProvider _provider = new(new QuickTime(), _ => null);
        private readonly Engine _engine;

        public Other(Engine engine)
        {
            _engine = engine;
            _provider.Configure(engine.Configuration());
        }

        public Task<CreateAnswer> Create(PropertyMap inputs) =>
            _provider.Create(new CreateCall(_engine.Token, "r", _engine.Urn("r"), Checked(inputs, PropertyMap.Empty), IsPreview: false), _engine.Context);

        public Task<UpdateAnswer> Rotate(Stored stored) => Update(stored, stored.Inputs.With("rotateTriggers", PropertyMap.Empty.With("by", "other")));

        public Task<UpdateAnswer> Update(Stored stored, PropertyMap news) => _provider.Update(
            new(_engine.Token, "r", _engine.Urn("r"), stored.Id, stored.Inputs, stored.Outputs, Checked(news, stored.Inputs), [], IsPreview: false),
            _engine.Context);

        public void Dispose() => _provider.Dispose();

        private PropertyMap Checked(PropertyMap news, PropertyMap olds) =>
            _provider.Check(new CheckCall(_engine.Token, "r", _engine.Urn("r"), olds, news, null)).Inputs;
    }
}
