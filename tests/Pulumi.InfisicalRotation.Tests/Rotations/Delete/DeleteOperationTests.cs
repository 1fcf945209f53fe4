using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Delete;

public sealed class DeleteOperationTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Fact]
    public async Task A_delete_leaves_nothing()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());

        await engine.Delete(stored);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData("deleteSecretsOnDelete", "0 rotations, 0 keys, 2 secrets")]
    [InlineData("revokeCredentialsOnDelete", "0 rotations, 1 keys, 0 secrets")]
    public async Task Secrets_or_credentials_that_an_option_keeps_are_kept(string flag, string left)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs().With(flag, false));

        await engine.Delete(stored);

        Assert.Equal(left, engine.WhatIsThere());
    }

    [Fact]
    public async Task A_delete_of_a_deleted_rotation_succeeds()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        await engine.Delete(stored);

        await engine.Delete(stored);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_lost_delete_is_confirmed_by_a_read()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("DELETE", Route, Fault.CutAfterHandling);

        await engine.Delete(stored);

        Assert.Single(engine.Server.Requests.To("DELETE", Route));
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_failed_revocation_keeps_the_rotation_and_names_the_solution()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var key = Assert.Single(engine.Server.World.Keys);
        engine.Server.World.DeleteKey("ci-bot", key.AccessKeyId);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains("revokeCredentialsOnDelete: false", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 0 keys, 2 secrets", engine.WhatIsThere());
        await engine.Delete(await engine.Update(stored, engine.Inputs().With("revokeCredentialsOnDelete", false)));
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData(false, true, "The secrets CI_ID, CI_SECRET stay in dev:/services", "0 rotations, 0 keys, 2 secrets")]
    [InlineData(true, false, "Its credentials were not revoked", "0 rotations, 1 keys, 0 secrets")]
    public async Task Secrets_or_credentials_that_are_kept_are_reported(
        bool deletesSecrets, bool revokes, string sentence, string left)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(
            engine.Inputs().With("deleteSecretsOnDelete", deletesSecrets).With("revokeCredentialsOnDelete", revokes));

        await engine.Delete(stored);

        Assert.Contains(sentence, Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.Equal(left, engine.WhatIsThere());
    }

    [Fact]
    public async Task A_predecessor_counts_as_deleted_only_after_a_successful_delete()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        var news = engine.Inputs(user: "nobody");
        engine.Diff(stored, news);
        engine.Server.Faults.On("DELETE", Route, Fault.Error(403, "PermissionDenied", "You are not allowed to delete"));

        await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));
        var failed = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(news));
        await engine.Delete(stored);
        var succeeded = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(news));

        Assert.DoesNotContain("is already deleted", failed.Message, StringComparison.Ordinal);
        Assert.Contains(
            $"The replaced rotation {stored.Id} is already deleted", succeeded.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotation_that_another_resource_adopted_is_kept_without_a_request()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs(), "old-name");
        engine.NewRun();
        await engine.Create(engine.Inputs().With("adoptExisting", true), "new-name");

        await engine.Delete(stored);

        Assert.Empty(engine.Server.Requests.To("DELETE", Route));
        Assert.Contains("::new-name. It was not deleted", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_lost_delete_of_a_new_rotation_needs_not_found_until_the_last_poll()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromSeconds(50));
        engine.NewRun();
        engine.Server.Faults.On("DELETE", Route, Fault.CutAfterHandling);

        await engine.Delete(stored);

        Assert.InRange(engine.Time.Waited, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(25));
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_not_found_of_a_lagging_replica_does_not_confirm_a_lost_delete()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.ReadLag.Reads = 3;
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("DELETE", Route, Fault.CutBeforeHandling);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains("still exists", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_lost_delete_of_an_old_rotation_is_confirmed_by_the_first_not_found()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromSeconds(70));
        engine.NewRun();
        engine.Server.Faults.On("DELETE", Route, Fault.CutAfterHandling);

        await engine.Delete(stored);

        Assert.Equal(TimeSpan.Zero, engine.Time.Waited);
        Assert.Single(engine.Server.Requests.To("GET", $"{Route}/{stored.Id}"));
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData(502, 20)]
    [InlineData(504, 20)]
    [InlineData(500, 3)]
    public async Task A_delete_that_may_still_happen_is_polled_for_this_long(int status, int seconds)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromMinutes(5));
        engine.NewRun();
        engine.Server.Faults.On(
            "DELETE",
            Route,
            status == 500 ? Fault.Error(500, "InternalServerError", "Something went wrong") : Fault.Page(status));
        engine.Time.After(TimeSpan.FromSeconds(seconds), () => engine.DeleteElsewhere(stored));

        await engine.Delete(stored);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData(502, true, "The rotation still exists", 25)]
    [InlineData(500, true, "revokeCredentialsOnDelete: false", 5)]
    [InlineData(500, false, "The rotation still exists", 5)]
    public async Task A_delete_that_does_not_happen_is_an_error_with_the_solution(
        int status, bool revokes, string sentence, int seconds)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs().With("revokeCredentialsOnDelete", revokes));
        engine.Server.Faults.On(
            "DELETE",
            Route,
            status == 500 ? Fault.Error(500, "InternalServerError", "Something went wrong") : Fault.Page(status));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.InRange(engine.Time.Waited, TimeSpan.Zero, TimeSpan.FromSeconds(seconds));
        Assert.Single(engine.Server.Requests.To("DELETE", Route));
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_rotation_that_was_deleted_before_causes_no_warning()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(
            engine.Inputs().With("deleteSecretsOnDelete", false).With("revokeCredentialsOnDelete", false));
        await engine.DeleteElsewhere(stored);

        await engine.Delete(stored);

        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task A_lost_delete_of_an_unreadable_rotation_has_an_unknown_outcome()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("DELETE", Route, Fault.CutAfterHandling);
        engine.Server.Faults.On("GET", Route, Fault.Error(403, "PermissionDenied", "No"), times: 100);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains("is unknown", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("still exists", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cloudflare-api-token", true, "reports success even if a credential could not be revoked")]
    [InlineData("cloudflare-api-token", false, null)]
    [InlineData("aws-iam-user-secret", true, null)]
    public async Task A_revocation_whose_success_proves_nothing_is_a_warning(string slug, bool revokes, string? sentence)
    {
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp() }, PackageInfo.Token(Contracts.Type(slug).TypeName));
        var stored = await engine.Create(Contracts.Inputs(slug).With("revokeCredentialsOnDelete", revokes));

        await engine.Delete(stored);

        var warning = engine.Warnings.SingleOrDefault(
            line => line.Contains("Check at the service that", StringComparison.Ordinal));
        Assert.Equal(sentence is null, warning is null);
        Assert.Contains(sentence ?? "", warning ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deletion_whose_answer_was_lost_has_the_same_warning()
    {
        const string Slug = "cloudflare-api-token";
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp() }, PackageInfo.Token(Contracts.Type(Slug).TypeName));
        var stored = await engine.Create(Contracts.Inputs(Slug));
        engine.Server.Faults.On("DELETE", $"/api/v2/secret-rotations/{Slug}", Fault.CutAfterHandling);

        await engine.Delete(stored);

        Assert.Empty(engine.Server.World.Rotations);
        Assert.Contains("Check at the service that", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }
}
