using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Create;

public sealed class CreatePreviewTests
{
    [Fact]
    public async Task A_preview_only_reads()
    {
        await using var engine = await ProviderHarness.Start();

        var answer = await engine.PreviewCreate(engine.Inputs());

        Assert.Empty(answer.Id);
        Assert.Null(answer.Outputs.Get("rotationId"));
        Assert.NotEmpty(engine.RequestsSince(0));
        Assert.All(engine.RequestsSince(0), line => Assert.StartsWith("GET", line, StringComparison.Ordinal));
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
        Assert.Contains(
            engine.Log,
            line =>
                line.Contains("Next rotation:", StringComparison.Ordinal) &&
                    line.Contains("60 days", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_hundred_previews_share_the_reads_of_their_project()
    {
        await using var engine = await ProviderHarness.Start();
        var inputs = Enumerable.Range(0, 200).Select(n => engine.Inputs($"key-{n}", $"user-{n}", $"K{n}")).ToList();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 200),
            TestContext.Current.CancellationToken,
            async (n, _) => await engine.PreviewCreate(inputs[n], $"r{n}"));

        Assert.True(engine.Server.Requests.All.Length <= 5, $"{engine.Server.Requests.All.Length} requests");
    }

    [Fact]
    public async Task A_preview_without_credentials_works_and_warns_once()
    {
        await using var engine = await ProviderHarness.Start();
        engine.NewRun(PropertyMap.Empty.With("host", engine.Server.Address.ToString()));

        await engine.PreviewCreate(engine.Inputs(), "a");
        await engine.PreviewCreate(engine.Inputs("other", "deploy-bot", "DEPLOY"), "b");

        Assert.Single(engine.Warnings);
        Assert.Empty(engine.Server.Requests.All);
    }

    [Fact]
    public async Task A_preview_without_network_works_and_warns_once()
    {
        await using var engine = await ProviderHarness.Start();
        engine.NewRun(engine.Configuration(host: "http://127.0.0.1:9"));

        await engine.PreviewCreate(engine.Inputs(), "a");
        await engine.PreviewCreate(engine.Inputs("other", "deploy-bot", "DEPLOY"), "b");

        Assert.Contains("127.0.0.1:9", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_preview_reports_an_adoption_or_a_new_credential(bool exists)
    {
        await using var engine = await ProviderHarness.Start();
        if (exists)
        {
            await engine.Create(engine.Inputs());
            engine.NewRun();
        }

        await engine.PreviewCreate(engine.Inputs().With("adoptExisting", true));

        Assert.Equal(
            exists,
            engine.Log.Any(line => line.Contains("Adopting the existing rotation \"ci-key\"", StringComparison.Ordinal)));
        Assert.Equal(!exists, engine.Log.Any(line => line.Contains("issues a credential", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_preview_reports_what_the_create_may_revoke()
    {
        await using var engine = await ProviderHarness.Start();

        await engine.PreviewCreate(engine.Inputs());

        Assert.Contains(engine.Log, line => line.Contains("already has two access keys", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_project_slug_instead_of_an_id_is_reported()
    {
        await using var engine = await ProviderHarness.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.PreviewCreate(engine.Inputs().With("projectId", "my-project")));

        Assert.Contains("not its slug or name", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_longest_interval_previews_without_an_internal_error()
    {
        await using var engine = await ProviderHarness.Start();

        Assert.NotNull(await engine.PreviewCreate(engine.Inputs().With("rotationInterval", (double)int.MaxValue)));
    }

    [Fact]
    public async Task A_preview_knows_the_age_that_a_key_can_reach_if_it_knows_the_schedule()
    {
        await using var engine = await ProviderHarness.Start();

        var known = await engine.PreviewCreate(engine.Inputs());
        var unknown = await engine.PreviewCreate(
            engine.Inputs().With("isAutoRotationEnabled", PropertyValue.Unknown.Instance));

        Assert.Equal(60d, known.Outputs["maxKeyAgeDays"]);
        Assert.Null(unknown.Outputs.Get("maxKeyAgeDays"));
    }

    /// <summary>Values that only the provider reads are stored as they are given, not as the server would.</summary>
    [Fact]
    public async Task A_preview_shows_triggers_as_the_state_will_hold_them()
    {
        await using var engine = await ProviderHarness.Start();
        var inputs = engine.Inputs().With("rotateTriggers", PropertyMap.Empty.With("why", " now "));

        var preview = await engine.PreviewCreate(inputs);
        var stored = await engine.Create(inputs);

        Assert.Equal(inputs["rotateTriggers"], preview.Outputs["rotateTriggers"].Plain());
        Assert.Equal(stored.Outputs["rotateTriggers"], preview.Outputs["rotateTriggers"]);
    }

    [Fact]
    public async Task A_preview_keeps_an_unknown_value_unknown()
    {
        await using var engine = await ProviderHarness.Start();
        var inputs = engine.Inputs()
            .With("parameters", PropertyMap.Empty.With("userName", PropertyValue.Unknown.Instance))
            .With("description", PropertyValue.Unknown.Instance);

        var preview = await engine.PreviewCreate(inputs);

        Assert.True(preview.Outputs["parameters"].HasUnknown());
        Assert.True(preview.Outputs["description"].HasUnknown());
    }
}
