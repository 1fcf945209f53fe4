using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

public sealed class ReplacementTests
{
    [Fact]
    public async Task A_failed_replacement_reports_that_the_predecessor_is_deleted()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        var news = engine.Inputs(user: "nobody");
        engine.Diff(stored, news);
        await engine.Delete(stored);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(news));
        engine.NewRun();
        engine.Diff(stored, news);
        await engine.PreviewCreate(news);

        Assert.Contains("is already deleted", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("is no longer in Infisical", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    /// <summary>With retainOnDelete the engine deletes nothing, and does not say so.</summary>
    [Fact]
    public async Task A_failed_replacement_does_not_report_a_kept_predecessor_as_deleted()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        var news = engine.Inputs(user: "nobody");
        engine.Diff(stored, news);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(news));

        Assert.DoesNotContain("removed", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task The_name_and_secrets_of_the_predecessor_are_no_conflict()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var news = engine.Inputs(user: "deploy-bot");
        Assert.Contains(engine.Diff(stored, news), change => change.Replaces);

        var preview = await engine.PreviewCreate(news);

        Assert.Equal("", preview.Id);
    }

    [Fact]
    public async Task The_name_of_another_rotation_is_still_a_conflict()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        await engine.Create(engine.Inputs("other", "deploy-bot", "OTHER"), "other");
        engine.NewRun();
        var news = engine.Inputs("other", "deploy-bot");
        engine.Diff(stored, news);

        await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(news));
    }

    [Fact]
    public async Task A_replacement_on_request_deletes_the_predecessor_first_and_has_no_conflict()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();

        var answer = engine.Provider.Diff(
            new DiffCall(engine.Token, engine.Urn("r"), stored.Id, stored.Inputs, stored.Outputs, stored.Inputs, []));
        var preview = await engine.PreviewCreate(engine.Inputs());

        Assert.True(answer.DeleteBeforeReplace);
        Assert.Empty(answer.Changes);
        Assert.Equal("", preview.Id);
    }

    /// <summary>Not every server says which rotation a secret belongs to.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_replacement_is_created_although_reads_still_show_its_predecessor(bool namesRotations)
    {
        await using var engine = await ProviderHarness.Start();
        if (!namesRotations)
        {
            engine.Server.Faults.On(
                "GET",
                "/api/v4/secrets",
                Fault.Rewritten(body => body.Replace("\"rotationId\":\"", "\"other\":\"", StringComparison.Ordinal)),
                times: 99);
        }

        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        var news = engine.Inputs(user: "deploy-bot");
        engine.Diff(stored, news);
        engine.Server.ReadLag.Freeze();

        await engine.Delete(stored);
        await engine.Create(news);
        engine.Server.ReadLag.Release();

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
        Assert.Single(engine.Server.World.KeysOf("deploy-bot"));
    }

    [Fact]
    public async Task A_preview_of_a_replacement_warns_of_what_is_deleted()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var news = engine.Inputs(user: "deploy-bot");
        engine.Diff(stored, news);

        await engine.PreviewCreate(news);

        var warning = Assert.Single(engine.Warnings);
        Assert.Contains(stored.Id, warning, StringComparison.Ordinal);
        Assert.Contains("credentials are revoked immediately", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replacement_whose_predecessor_keeps_its_secrets_is_refused_in_preview()
    {
        await using var engine = await ProviderHarness.Start();
        var kept = engine.Inputs().With("deleteSecretsOnDelete", false);
        var stored = await engine.Create(kept);
        engine.NewRun();
        var news = engine.Inputs(user: "deploy-bot");
        engine.Diff(stored, news);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(news));

        Assert.Contains("CI_ID", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    /// <summary><c>--replace</c> and a taint send no Diff, <c>replacementTrigger</c> sends only a Check.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_preview_of_a_replacement_that_no_input_requires_does_not_promise_deletion_first(bool isChecked)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.DiffBeforeProgram(stored);
        if (isChecked)
        {
            engine.Check(stored.Inputs, stored.Inputs);
        }

        await engine.PreviewCreate(engine.Inputs());

        var warning = Assert.Single(engine.Warnings);
        Assert.Contains("creates the new rotation first", warning, StringComparison.Ordinal);
        Assert.Contains("deleteBeforeReplace: true", warning, StringComparison.Ordinal);
        Assert.Contains("the name \"ci-key\", the secret \"CI_ID\"", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("which is deleted first", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_of_a_replacement_says_which_options_prevent_it()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        var news = engine.Inputs(user: "deploy-bot");
        engine.Diff(stored, news);

        await engine.PreviewCreate(news);

        var warning = Assert.Single(engine.Warnings);
        Assert.Contains("which is deleted first", warning, StringComparison.Ordinal);
        Assert.Contains("retainOnDelete: true or deleteBeforeReplace: false", warning, StringComparison.Ordinal);
    }

    /// <summary>The engine asks about the dependents of what it deletes first with unknown inputs.</summary>
    [Fact]
    public async Task A_dependent_that_is_deleted_first_is_not_taken_for_a_replacement_on_request()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.DiffBeforeProgram(stored);
        engine.Provider.Diff(new DiffCall(
            engine.Token,
            engine.Urn("r"),
            stored.Id,
            stored.Inputs,
            stored.Outputs,
            stored.Inputs.With("connectionId", PropertyValue.Unknown.Instance),
            []));

        await engine.PreviewCreate(stored.Inputs);

        Assert.Contains("which is deleted first", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotation_that_is_replaced_into_another_project_is_not_called_missing()
    {
        await using var engine = await ProviderHarness.Start();
        var other = new SeedProject("other");
        engine.Server.World.Add(other);
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        var news = engine.Inputs().With("projectId", other.Id).With("secretPath", "/");
        engine.Diff(stored, news);

        await engine.PreviewCreate(news);

        Assert.DoesNotContain("no longer in Infisical", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }
}
