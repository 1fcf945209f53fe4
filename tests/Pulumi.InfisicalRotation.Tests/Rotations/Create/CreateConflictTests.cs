using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Create;

/// <summary>A create whose secrets or rotation exist already.</summary>
public sealed class CreateConflictTests
{
    [Fact]
    public async Task A_failed_list_is_repeated_before_anything_is_created()
    {
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { ChecksSecretsBeforeIssuing = false });
        engine.Server.World.Add(new SeedSecret("dev", "/services", "CI_ID", "out of band"));
        engine.NewRun(engine.Configuration().With("maxRetries", 0d));
        engine.Server.Faults.On(
            "GET", "/api/v2/secret-rotations", Fault.Error(500, "InternalServerError", "Something went wrong"));

        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Equal("0 rotations, 0 keys, 1 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_secret_name_conflict_is_found_on_a_server_without_the_newest_secrets_route()
    {
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { HasSecretsV4 = false, ChecksSecretsBeforeIssuing = false });
        engine.Server.World.Add(new SeedSecret("dev", "/services", "CI_ID", "out of band"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(engine.Inputs()));
        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains("a secret \"CI_ID\" already exists", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("0 rotations, 0 keys, 1 secrets", engine.WhatIsThere());
        Assert.Single(engine.Server.Requests.To("GET", "/api/v4/secrets"));
    }

    [Fact]
    public async Task A_conflict_of_a_renamed_resource_names_its_own_rotation()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs("old-name"), "old-name");
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.PreviewCreate(engine.Inputs("new-name"), "new-name"));

        Assert.Contains(
            $"belongs to the rotation \"old-name\" (aws-iam-user-secret, id {stored.Id})",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.Contains("add an alias", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("delete that secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_name_conflict_is_an_error_before_any_key_is_created()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(new SeedSecret("dev", "/services", "CI_ID", "out of band"));

        var preview = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(engine.Inputs()));
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains(
            "secretsMapping.accessKeyId: a secret \"CI_ID\" already exists", preview.Message, StringComparison.Ordinal);
        Assert.Equal(preview.Message, refusal.Message);
        Assert.Equal("0 rotations, 0 keys, 1 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_rotation_of_another_client_that_an_earlier_list_lacks_is_a_conflict()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.PreviewCreate(engine.Inputs());
        engine.Time.Advance(TimeSpan.FromSeconds(6));
        await engine.SendElsewhere(HttpMethod.Post, "", engine.Inputs());

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains("already exists", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_rotation_of_the_same_name_that_was_deleted_since_is_no_conflict()
    {
        await using var engine = await ProviderHarness.Start();
        var holder = await engine.Create(engine.Inputs());
        engine.NewRun();
        await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(engine.Inputs()));
        await engine.DeleteElsewhere(holder);

        await engine.Create(engine.Inputs());

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }
}
