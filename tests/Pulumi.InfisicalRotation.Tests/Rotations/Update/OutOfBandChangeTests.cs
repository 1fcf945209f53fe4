using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Update;

/// <summary>Another client of the same server changes the rotation.</summary>
public sealed class OutOfBandChangeTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Fact]
    public async Task A_rotation_already_in_progress_counts_as_the_requested_one()
    {
        await using var engine = await ProviderHarness.Start();
        using var other = new Other(engine);
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.Faults.On(
            "POST",
            $"{Route}/{stored.Id}/rotate-secrets",
            Fault.Error(400, "BadRequest", "A rotation is already in progress. Please try again shortly."));
        engine.Time.After(TimeSpan.FromSeconds(3), () => other.Rotate(stored));

        var updated = await engine.Update(
            stored, engine.Inputs().With("rotateTriggers", PropertyMap.Empty.With("by", "1")));

        Assert.Equal(new PropertyValue.Number(1), updated.Outputs["activeIndex"]);
        Assert.Equal("1 rotations, 2 keys, 2 secrets", engine.WhatIsThere());
        Assert.Equal(1, Assert.Single(engine.Server.World.Rotations).ActiveIndex);
    }

    [Fact]
    public async Task A_due_rotation_that_is_deleted_during_the_wait_is_reported_as_missing()
    {
        await using var engine = await ProviderHarness.Start(new EmulatorOptions { RunsDueJobsAtOnce = false });
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromDays(35));
        engine.NewRun();
        stored = (await engine.Read(stored))!;
        engine.Time.After(TimeSpan.FromSeconds(1), () => engine.DeleteElsewhere(stored));
        var triggered = engine.Inputs()
            .With("rotateTriggers", PropertyMap.Empty.With("by", "1"))
            .With("description", "x");

        var failure = await Assert.ThrowsAsync<PartialResultException>(() => engine.Update(stored, triggered));

        Assert.Contains("not", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("report this", failure.Message, StringComparison.Ordinal);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task Secrets_are_renamed_from_their_current_names()
    {
        await using var engine = await ProviderHarness.Start();
        using var other = new Other(engine);
        var stored = await engine.Create(engine.Inputs());
        await other.Update(stored, Mapping(engine, "X", "Y"));
        engine.NewRun();

        await engine.Update(stored, Mapping(engine, "Y", "Z"));

        Assert.Equal(
            ["Y", "Z"], engine.Server.World.Secrets.Select(secret => secret.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_update_without_a_change_corrects_drift()
    {
        await using var engine = await ProviderHarness.Start();
        using var other = new Other(engine);
        var stored = await engine.Create(engine.Inputs());
        await other.Update(stored, engine.Inputs().With("description", "half done"));
        engine.NewRun(engine.Configuration().With("refreshBeforeUpdate", false));

        var updated = await engine.Update(stored, engine.Inputs());

        Assert.Null(updated.Text("description"));
        Assert.Null((await engine.Read(updated))!.Text("description"));
    }

    [Fact]
    public async Task A_create_that_loses_to_an_identical_one_reports_it_and_deletes_nothing()
    {
        await using var engine = await ProviderHarness.Start();
        using var other = new Other(engine);
        var hold = new Hold();
        engine.Server.Faults.On("POST", Route, Fault.Waits(hold));
        var creating = engine.Create(engine.Inputs());
        await Asked(engine, "POST", Route);
        var existing = await other.Create(engine.Inputs());
        engine.Abandon();

        hold.Release();
        var created = await creating;

        Assert.Equal(existing.Id, created.Id);
        Assert.Contains(
            "the rotation belongs to that program", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    private static PropertyMap Mapping(ProviderHarness engine, string id, string secret) =>
        engine.Inputs()
            .With("secretsMapping", PropertyMap.Empty.With("accessKeyId", id).With("secretAccessKey", secret));

    private static async Task Asked(ProviderHarness engine, string method, string path)
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
        private readonly ProviderHarness _engine;

        public Other(ProviderHarness engine)
        {
            _engine = engine;
            _provider.Configure(engine.Configuration());
        }

        public Task<CreateAnswer> Create(PropertyMap inputs) =>
            _provider.Create(
                new CreateCall(_engine.Token, "r", Checked(inputs, PropertyMap.Empty), IsPreview: false),
                _engine.Context);

        public Task<UpdateAnswer> Rotate(Stored stored) =>
            Update(stored, stored.Inputs.With("rotateTriggers", PropertyMap.Empty.With("by", "other")));

        public Task<UpdateAnswer> Update(Stored stored, PropertyMap news) => _provider.Update(
            new(
                _engine.Token,
                "r",
                stored.Id,
                stored.Inputs,
                stored.Outputs,
                Checked(news, stored.Inputs),
                [],
                IsPreview: false),
            _engine.Context);

        public void Dispose() => _provider.Dispose();

        private PropertyMap Checked(PropertyMap news, PropertyMap olds) =>
            _provider.Check(new CheckCall(_engine.Token, "r", _engine.Urn("r"), olds, news, null)).Inputs;
    }
}
