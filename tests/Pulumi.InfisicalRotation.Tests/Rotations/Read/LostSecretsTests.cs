using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Read;

/// <summary>A read reports lost secrets where the rotation shows that something is wrong.</summary>
public sealed class LostSecretsTests
{
    private const string Names = "/api/v4/secrets";

    [Theory]
    [InlineData("failed", "warn")]
    [InlineData("overdue", "warn")]
    [InlineData("failed", "fail")]
    [InlineData("failed", "rotate")]
    public async Task A_missing_secret_of_an_unhealthy_rotation_is_one_warning(string health, string reaction)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs().With("whenUnhealthy", reaction));
        engine.Server.World.DeleteSecret("dev", "/services", "CI_SECRET");
        await Age(engine, health);

        var read = await Record.ExceptionAsync(() => engine.Read(stored));

        Assert.Equal(reaction != "warn", read is PartialResultException);
        var warning = Assert.Single(engine.Warnings, line => line.Contains("does not have all its secrets", StringComparison.Ordinal));
        Assert.Contains("dev:/services: \"CI_SECRET\" does not exist.", warning, StringComparison.Ordinal);
        Assert.Contains("Create the secret with any value, then change rotateTriggers", warning, StringComparison.Ordinal);
        Assert.Single(engine.Server.Requests.All, request => request.Path == Names);
    }

    [Fact]
    public async Task The_secrets_of_a_healthy_rotation_are_not_read()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = new[]
        {
            await engine.Create(engine.Inputs()),
            await engine.Create(engine.Inputs("other", "deploy-bot", "OTHER"), "other"),
        };
        engine.Server.World.DeleteSecret("dev", "/services", "CI_SECRET");
        engine.Server.Clock.Advance(TimeSpan.FromHours(1));
        engine.NewRun();
        engine.Server.Requests.Clear();

        await engine.ReadTogether(stored);

        Assert.Equal(["GET /api/v2/secret-rotations"], engine.RequestsSince(0));
        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task The_secrets_of_a_healthy_rotation_are_compared_if_the_names_of_the_folder_were_read_anyway()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.AssignSecret("dev", "/services", "CI_ID", null);
        engine.Server.Clock.Advance(TimeSpan.FromHours(1));
        engine.NewRun();
        await engine.PreviewCreate(engine.Inputs("other", "deploy-bot", "OTHER"), "other");
        engine.Log.Clear();
        engine.Server.Requests.Clear();

        await engine.Read(stored);

        Assert.Contains("\"CI_ID\" is an ordinary secret", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain(engine.Server.Requests.All, request => request.Path.StartsWith(Names, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_preview_repeats_no_warning_of_the_read()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.DeleteSecret("dev", "/services", "CI_SECRET");
        await Age(engine, "failed");

        var read = await engine.Read(stored);
        await engine.PreviewUpdate(read!, engine.Inputs().With("description", "other"));

        Assert.Single(engine.Warnings, line => line.Contains("does not have all its secrets", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Names_that_cannot_be_read_are_no_warning_and_the_rotation_is_read(int status)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.DeleteSecret("dev", "/services", "CI_SECRET");
        await Age(engine, "failed");
        engine.Server.Faults.On("GET", Names, Fault.Error(status, "Some", "Some reason"), times: 20);

        var read = await engine.Read(stored);

        Assert.Equal("failed", read!.Text("health"));
        Assert.Contains("The last rotation of \"ci-key\" failed", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restored_backup_is_a_warning_with_both_times_and_the_lost_secrets()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.DeleteSecret("dev", "/services", "CI_SECRET");
        var backup = engine.Server.World.Backup();
        engine.Server.World.Add(new SeedSecret("dev", "/services", "CI_SECRET", "any"));
        engine.Server.Clock.Advance(TimeSpan.FromDays(3));
        var rotated = await engine.Update(stored, engine.Inputs().With("rotateTriggers", PropertyMap.Empty.With("by", "1")));
        engine.Server.Clock.Advance(TimeSpan.FromHours(1));
        engine.Server.World.Restore(backup);
        engine.NewRun();
        engine.Log.Clear();

        await engine.Read(rotated);

        var warning = Assert.Single(engine.Warnings);
        Assert.Contains($"last rotated at {stored.Text("lastRotatedAt")}, and by the state at {rotated.Text("lastRotatedAt")}", warning, StringComparison.Ordinal);
        Assert.Contains("probably restored from a backup", warning, StringComparison.Ordinal);
        Assert.Contains("\"CI_SECRET\" does not exist", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task An_older_version_with_the_same_credential_is_reported_with_lost_secrets_only(bool isLost, int warnings)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var backup = engine.Server.World.Backup();
        engine.Server.Clock.Advance(TimeSpan.FromDays(3));
        var changed = await engine.Update(stored, engine.Inputs().With("description", "other"));
        engine.Server.Clock.Advance(TimeSpan.FromHours(1));
        engine.Server.World.Restore(backup);
        if (isLost)
        {
            engine.Server.World.DeleteSecret("dev", "/services", "CI_ID");
        }

        engine.NewRun();

        await engine.Read(changed);

        Assert.Equal(warnings, engine.Warnings.Count());
        Assert.All(engine.Warnings, line => Assert.Contains("as after a restored backup. The rotation \"ci-key\" does not", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_replica_that_lags_is_no_restored_backup()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromDays(3));
        engine.Server.ReadLag.Freeze();
        var rotated = await engine.Update(stored, engine.Inputs().With("rotateTriggers", PropertyMap.Empty.With("by", "1")));
        engine.Server.Clock.Advance(TimeSpan.FromSeconds(5));
        engine.NewRun();

        await engine.Read(rotated);

        Assert.Empty(engine.Warnings);
    }

    /// <summary>Forty days later, in a new run.</summary>
    private static async Task Age(ProviderHarness engine, string health)
    {
        engine.Server.Clock.Advance(TimeSpan.FromDays(40));
        if (health == "failed")
        {
            engine.Server.Faults.OnIssue(ProviderFault.Refuses("limit exceeded") with { Times = 5 });
            await engine.Server.RunScheduler(TestContext.Current.CancellationToken);
        }

        engine.NewRun();
        engine.Log.Clear();
        engine.Server.Requests.Clear();
    }
}
