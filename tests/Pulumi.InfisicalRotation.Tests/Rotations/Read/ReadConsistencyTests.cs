using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Read;

/// <summary>Reads from a replica that lags, and reads after writes of the same process.</summary>
public sealed class ReadConsistencyTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Fact]
    public async Task A_lagging_replica_does_not_lose_a_new_rotation()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.ReadLag.Reads = 3;
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();

        var read = await engine.Read(stored);

        Assert.Equal(stored.Id, read?.Id);
        Assert.Empty(engine.Warnings);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(20)]
    public async Task A_lagging_replica_shows_no_change_that_nobody_made(int reads)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromDays(1));
        engine.Server.ReadLag.Reads = reads;
        stored = await engine.Update(stored, engine.Inputs().With("rotationInterval", 60));
        engine.NewRun();

        var read = await engine.Read(stored);

        Assert.Equal(stored.Outputs, read?.Outputs);
        Assert.Equal(stored.Inputs, read?.Inputs);
        Assert.Empty(engine.Warnings);
        Assert.InRange(engine.Time.Waited, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task An_older_version_outside_the_time_of_a_replica_is_the_state()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromDays(1));
        engine.Server.ReadLag.Freeze();
        stored = await engine.Update(stored, engine.Inputs().With("rotationInterval", 60));
        engine.Server.Clock.Advance(TimeSpan.FromSeconds(70));
        engine.NewRun();

        var read = await engine.Read(stored);

        Assert.Equal(new PropertyValue.Number(30), read?.Inputs.Get("rotationInterval"));
    }

    [Fact]
    public async Task A_lagging_replica_that_becomes_unreachable_does_not_lose_a_new_rotation()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.ReadLag.Reads = 1;
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.Faults.On(
            "GET",
            $"{Route}/{stored.Id}",
            Fault.Error(500, "InternalServerError", "Something went wrong"),
            nth: 2,
            times: 100);

        var read = await engine.Read(stored);

        Assert.Equal(stored.Id, read?.Id);
        Assert.Contains("Using the stored state", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_not_found_of_a_lagging_replica_does_not_confirm_a_delete()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.ReadLag.Reads = 2;
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("DELETE", $"{Route}/{stored.Id}", Fault.Page(502));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains("still exists", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_process_reads_its_own_changes()
    {
        await using var engine = await ProviderHarness.Start();
        var one = await engine.Create(engine.Inputs("one", prefix: "A"));
        var two = await engine.Create(engine.Inputs("two", "deploy-bot", "B"), "two");
        await Task.WhenAll(engine.Read(one), engine.Read(two));

        await engine.Update(one, engine.Inputs("one", prefix: "A").With("description", "changed"));
        await engine.Delete(two);

        Assert.Equal("changed", (await engine.Read(one))!.Text("description"));
        Assert.Null(await engine.Read(two));
        await Assert.ThrowsAsync<RefusalException>(() => engine.Provider.Create(
            new CreateCall(engine.Token, "three", engine.Inputs("one", prefix: "C"), IsPreview: true),
            engine.ContextOf("three")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_configuration_that_cannot_be_used_is_explained_and_an_outage_is_not(bool isConfigured)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun(engine.Configuration(host: isConfigured ? null : "not an address"));
        engine.Server.Faults.On("GET", Route[..Route.LastIndexOf('/')], Fault.Page(500), times: 100);

        var read = await engine.Read(stored);

        Assert.Equal(stored.Outputs, read!.Outputs);
        Assert.Equal(
            !isConfigured,
            Assert.Single(engine.Warnings).Contains(
                "pulumi up saves a changed configuration", StringComparison.Ordinal));
    }
}
