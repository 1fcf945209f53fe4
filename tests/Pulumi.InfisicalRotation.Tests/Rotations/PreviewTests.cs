using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>What a preview reports before anything is sent.</summary>
public sealed class PreviewTests
{
    private const string Generic = "infisical-rotation:index:SecretRotation";

    [Fact]
    public async Task A_move_takes_its_old_names_along_and_a_preview_knows()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.Add(new SeedSecret("prod", "/", "CI_ID", "held by hand"));
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewUpdate(
            stored, engine.Inputs(prefix: "OTHER").With("environment", "prod").With("secretPath", "/")));

        Assert.Contains("CI_ID", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_reads_the_secrets_is_told_where_they_go()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());

        await engine.PreviewUpdate(stored, engine.Inputs(prefix: "NEW").With("secretPath", "/"));

        Assert.Contains(engine.Log, line => line.Contains("CI_ID, CI_SECRET from dev:/services to dev:/", StringComparison.Ordinal));
        Assert.Contains(engine.Log, line => line.Contains("CI_ID to NEW_ID, CI_SECRET to NEW_SECRET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_preview_says_what_the_creation_may_cost_somebody_else()
    {
        await using var engine = await ProviderHarness.Start();

        await engine.PreviewCreate(engine.Inputs());

        Assert.Contains(engine.Log, line => line.Contains("already has two access keys", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_slug_in_the_place_of_the_projects_id_is_told()
    {
        await using var engine = await ProviderHarness.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(engine.Inputs().With("projectId", "my-project")));

        Assert.Contains("not its slug or name", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_longest_interval_is_told_and_not_a_failure_of_the_provider()
    {
        await using var engine = await ProviderHarness.Start();

        Assert.NotNull(await engine.PreviewCreate(engine.Inputs().With("rotationInterval", (double)int.MaxValue)));
    }

    [Fact]
    public async Task A_misspelt_type_is_told_with_the_nearest()
    {
        await using var engine = await ProviderHarness.Start(token: Generic);

        await engine.PreviewCreate(engine.Inputs().With("type", "aws-iam-user-secrets"));

        Assert.Contains("Did you mean aws-iam-user-secret?", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }
}
