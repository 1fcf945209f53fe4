using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Create;

/// <summary>An existing rotation is adopted only on request, and only if it is identical.</summary>
public sealed class AdoptionTests
{
    [Fact]
    public async Task What_a_killed_run_left_behind_is_named_and_not_made_twice()
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
    public async Task What_exists_and_is_identical_is_taken_over_where_that_was_asked_for()
    {
        await using var engine = await ProviderHarness.Start();
        var first = await engine.Create(engine.Inputs());
        engine.NewRun();

        var second = await engine.Create(engine.Inputs().With("adoptExisting", true));

        Assert.Equal(first.Id, second.Id);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task What_exists_and_differs_is_never_taken_over()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.Create(engine.Inputs());
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Create(engine.Inputs().With("rotationInterval", 7d).With("adoptExisting", true)));

        Assert.Contains("differs", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_resource_that_got_another_name_and_took_its_rotation_over_keeps_it()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs(), "old-name");
        engine.NewRun();

        var heir = await engine.Create(engine.Inputs().With("adoptExisting", true), "new-name");
        await engine.Provider.Delete(
            new DeleteCall(engine.Token, "old-name", stored.Id, stored.Inputs, stored.Outputs), engine.ContextOf("old-name"));

        Assert.Equal(stored.Id, heir.Id);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
        Assert.Contains("was adopted by", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }
}
