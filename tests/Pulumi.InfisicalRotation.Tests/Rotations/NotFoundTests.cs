using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>A deleted rotation is removed from the state; a "not found" of another object is not.</summary>
public sealed class NotFoundTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Fact]
    public async Task A_not_found_of_another_object_keeps_the_rotation_with_one_warning()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.Faults.On("GET", Route, Missing(engine));

        var read = await engine.Read(stored);

        Assert.Equal(stored, read);
        Assert.Contains("Project with", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_not_found_of_another_object_fails_a_delete_and_keeps_the_state()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("DELETE", Route, Missing(engine));

        await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_rotation_that_another_client_deleted_is_gone_and_reported()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        await engine.Delete(stored);
        engine.NewRun();

        Assert.Null(await engine.Read(stored));
        Assert.Contains("no longer exists in Infisical", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_of_a_deleted_rotation_is_refused_with_the_solution()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        await engine.Delete(stored);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, stored.Inputs));

        Assert.Contains("pulumi refresh", refusal.Message, StringComparison.Ordinal);
    }

    private static Fault Missing(ProviderHarness engine) =>
        Fault.Error(404, "NotFound", $"Project with {engine.Server.Seed.Project.Id} not found");
}
