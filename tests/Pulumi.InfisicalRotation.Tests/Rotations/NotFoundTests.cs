using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>A deleted rotation is removed from the state; a "not found" of another object is not.</summary>
public sealed class NotFoundTests
{
    private const string List = "/api/v2/secret-rotations";
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

    [Fact]
    public async Task A_lone_rotation_that_another_server_does_not_know_stays_in_the_state()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromDays(1));
        await using var other = await OtherServer();
        engine.NewRun(engine.Configuration(host: other.Address.ToString()));

        Assert.Equal(stored, await engine.Read(stored));

        var warning = Assert.Single(engine.Warnings);
        Assert.Contains("Whether it was deleted is unknown", warning, StringComparison.Ordinal);
        Assert.Contains("If host or the credentials", warning, StringComparison.Ordinal);
        Assert.Contains("check at the service whether the credentials", warning, StringComparison.Ordinal);
        Assert.Contains($"pulumi state delete '{engine.Urn("r")}'", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delete_on_another_server_keeps_the_rotation_in_the_state()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        await using var other = await OtherServer();
        engine.NewRun(engine.Configuration(host: other.Address.ToString()));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains("stays in the state", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"pulumi state delete '{engine.Urn("r")}'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData("NotFound", "Project with X not found")]
    [InlineData("NotFound", "Could not find AWS IAM User Secret Rotation with ID \"x\"")]
    public async Task A_delete_in_a_deleted_project_names_the_way_out(string error, string text)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.Faults.On("DELETE", Route, Fault.Error(404, error, text));
        engine.Server.Faults.On("GET", List, Missing(engine));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains($"pulumi state delete '{engine.Urn("r")}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_delete_is_not_confirmed_by_a_server_without_the_project()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromDays(1));
        await using var other = await OtherServer();
        engine.NewRun(engine.Configuration(host: other.Address.ToString()));
        other.Faults.On("DELETE", Route, Fault.Page(502));

        await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));
    }

    [Theory]
    [InlineData(403, "PermissionDenied", "You are not allowed to read")]
    [InlineData(500, "InternalServerError", "Something went wrong")]
    [InlineData(404, "Not Found", "Route GET:/api/v2/secret-rotations not found")]
    public async Task A_not_found_without_a_readable_list_keeps_the_rotation(int status, string error, string text)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        await engine.DeleteElsewhere(stored);
        engine.Server.Clock.Advance(TimeSpan.FromDays(1));
        engine.NewRun();

        // The first GET is that of the rotation itself.
        engine.Server.Faults.On("GET", List, Fault.Error(status, error, text), nth: 2, times: 100);

        Assert.Equal(stored, await engine.Read(stored));
        await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));
    }

    [Fact]
    public async Task A_rotation_that_its_project_still_lists_is_not_gone()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromDays(1));
        engine.NewRun();
        engine.Server.Faults.On("GET", $"{Route}/{stored.Id}", Gone, times: 100);
        engine.Server.Faults.On("DELETE", Route, Gone);

        Assert.Equal(stored, await engine.Read(stored));
        Assert.Contains("still lists it", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));
        Assert.Contains("still lists it", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_rotation_that_a_replica_lists_for_a_moment_is_gone()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.ReadLag.Freeze();
        await engine.DeleteElsewhere(stored);
        engine.Time.After(TimeSpan.FromSeconds(1), () =>
        {
            engine.Server.ReadLag.Release();
            return Task.CompletedTask;
        });

        await engine.Delete(stored);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_state_without_a_project_proves_nothing()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        await engine.DeleteElsewhere(stored);
        engine.Server.Clock.Advance(TimeSpan.FromDays(1));
        engine.NewRun();
        var incomplete = stored with
        {
            Inputs = stored.Inputs.Without("projectId"),
            Outputs = stored.Outputs.Without("projectId"),
        };

        Assert.Equal(incomplete, await engine.Read(incomplete));
        Assert.Contains("does not contain its project", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(incomplete));
        Assert.Contains("pulumi state delete", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_rotations_on_a_wrong_server_are_one_warning()
    {
        await using var engine = await ProviderHarness.Start();
        var first = await engine.Create(engine.Inputs());
        var second = await engine.Create(engine.Inputs("other", "deploy-bot", "DEPLOY"), "b");
        await using var other = await OtherServer();
        engine.NewRun(engine.Configuration(host: other.Address.ToString()));

        Assert.Equal([first, second], await engine.ReadTogether(first, second));

        Assert.Single(engine.Warnings);
    }

    /// <summary>Accepts the same credentials, and has neither the rotation nor its project.</summary>
    private static Task<EmulatorServer> OtherServer() => EmulatorServer.StartAsync(
        new EmulatorOptions { Seed = Seed.Default() with { Projects = [new SeedProject("elsewhere")] } },
        TestContext.Current.CancellationToken);

    private static Fault Gone =>
        Fault.Error(404, "NotFound", "Could not find AWS IAM User Secret Rotation with ID \"x\"");

    private static Fault Missing(ProviderHarness engine) =>
        Fault.Error(404, "NotFound", $"Project with {engine.Server.Seed.Project.Id} not found");
}
