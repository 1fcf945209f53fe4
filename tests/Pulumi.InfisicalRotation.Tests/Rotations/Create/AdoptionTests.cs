using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Create;

/// <summary>An existing rotation is adopted only on request, and only if it is identical.</summary>
public sealed class AdoptionTests
{
    [Fact]
    public async Task A_rotation_that_a_killed_run_left_is_reported_and_not_created_again()
    {
        await using var engine = await ProviderHarness.Start();
        var first = await engine.Create(engine.Inputs());
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains(first.Id, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("adoptExisting: true", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task An_identical_rotation_is_adopted_on_request()
    {
        await using var engine = await ProviderHarness.Start();
        var first = await engine.Create(engine.Inputs());
        engine.NewRun();

        var second = await engine.Create(engine.Inputs().With("adoptExisting", true));

        Assert.Equal(first.Id, second.Id);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    /// <summary>The replica still lists it, and its own route still knows it.</summary>
    [Fact]
    public async Task A_rotation_that_this_run_deleted_is_not_adopted()
    {
        await using var engine = await ProviderHarness.Start();
        var first = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.ReadLag.Freeze();
        await engine.Delete(first);

        var inputs = engine.Inputs().With("adoptExisting", true);
        var other = PropertyMap.Empty.With("accessKeyId", "OTHER_ID").With("secretAccessKey", "OTHER_SECRET");
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(inputs));
        var second = await engine.Create(inputs.With("secretsMapping", other));

        Assert.DoesNotContain(first.Id, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(second.Id, Assert.Single(engine.Server.World.Rotations).Id);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_different_rotation_is_never_adopted()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.Create(engine.Inputs());
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Create(engine.Inputs().With("rotationInterval", 7d).With("adoptExisting", true)));

        Assert.Contains(
            "It differs from the requested one in rotationInterval: choose", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_renamed_resource_that_adopted_its_rotation_keeps_it()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs(), "old-name");
        engine.NewRun();

        var adopted = await engine.Create(engine.Inputs().With("adoptExisting", true), "new-name");
        await engine.Provider.Delete(
            new DeleteCall(engine.Token, "old-name", stored.Id, stored.Inputs, stored.Outputs),
            engine.ContextOf("old-name"));

        Assert.Equal(stored.Id, adopted.Id);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
        Assert.Contains("also belongs to", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_that_does_not_know_all_inputs_does_not_refuse_to_adopt()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.Create(engine.Inputs());
        engine.NewRun();
        var inputs = engine.Inputs().With("adoptExisting", true);

        await engine.PreviewCreate(inputs.With("description", PropertyValue.Unknown.Instance));
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(
            inputs.With("description", PropertyValue.Unknown.Instance).With("rotationInterval", 7d)));

        Assert.Contains(engine.Log, line => line.Contains("Some inputs are not known yet", StringComparison.Ordinal));
        Assert.Contains("rotationInterval", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_known_difference_beside_an_unknown_value_is_a_difference()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.Create(engine.Inputs());
        engine.NewRun();
        var inputs = engine.Inputs().With("adoptExisting", true);
        var mapping = PropertyMap.Empty.With("accessKeyId", PropertyValue.Unknown.Instance);

        await engine.PreviewCreate(
            inputs.With("secretsMapping", mapping.With("secretAccessKey", "CI_SECRET")));
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(
            inputs.With("secretsMapping", mapping.With("secretAccessKey", "OTHER"))));

        Assert.Contains("secretsMapping.secretAccessKey", refusal.Message, StringComparison.Ordinal);
    }
}
