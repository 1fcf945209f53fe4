using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Update;

/// <summary>
/// What a preview of an update says, and which outputs it leaves open. Created at 10:15 UTC on 1 August, and rotated at
/// midnight.
/// </summary>
public sealed class UpdatePreviewTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Theory]
    [InlineData("revokeCredentialsOnDelete", "")]
    [InlineData("name", "updatedAt")]
    [InlineData("secretPath", "environmentId folderId updatedAt")]
    [InlineData("rotationInterval", "health nextRotationAt updatedAt")]
    [InlineData("isAutoRotationEnabled", "health maxKeyAgeDays nextRotationAt updatedAt")]
    [InlineData(
        "rotateTriggers",
        "activeIndex credentialVersion health isLastRotationManual lastRotatedAt lastRotationAttemptedAt nextRotationAt rotationStatus updatedAt")]
    public async Task Outputs_that_the_change_may_affect_are_unknown_and_the_others_are_kept(string field, string open)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await Create(engine);

        var preview = await engine.PreviewUpdate(stored, Changed(engine, field));

        Assert.Equal(
            open, string.Join(' ', stored.Outputs.Keys.Except(preview.Outputs.Keys).Order(StringComparer.Ordinal)));
        Assert.Equal(
            field == "rotationInterval" ? 14d : 60d,
            ((preview.Outputs.Get("maxKeyAgeDays") ?? 60d) as PropertyValue.Number)!.Value);
        var updated = await engine.Update(stored, Changed(engine, field));
        Assert.All(preview.Outputs, pair => Assert.Equal(pair.Value, updated.Outputs[pair.Key]));
    }

    [Theory]
    [InlineData("failed", "name", "nextRotationAt")]
    [InlineData("overdue", "name", "nextRotationAt")]
    [InlineData("healthy", "name", "")]
    [InlineData("failed", "revokeCredentialsOnDelete", "")]
    public async Task The_next_rotation_of_one_that_failed_or_is_overdue_is_unknown_with_any_change(
        string health, string field, string open)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await Aged(engine, await Create(engine), health);
        Assert.Equal(health, stored.Text("health"));

        var preview = await engine.PreviewUpdate(stored, Changed(engine, field));

        Assert.Equal(open, preview.Outputs.Get("nextRotationAt") is null ? "nextRotationAt" : "");
    }

    [Theory]
    [InlineData(
        "rotationInterval",
        "Next rotation after this change: 2026-08-09 00:00 UTC. A credential is at most 14 days old.")]
    [InlineData(
        "rotateAtUtc", "Next rotation after this change: 2026-08-31 22:30 UTC. A credential is at most 60 days old.")]
    [InlineData("isAutoRotationEnabled", "Automatic rotation will be off")]
    [InlineData("rotateTriggers", "Next rotation after this change: 2026-09-03 00:00 UTC.")]
    [InlineData("name", null)]
    [InlineData("revokeCredentialsOnDelete", null)]
    public async Task A_change_of_the_schedule_reports_the_next_rotation(string field, string? sentence)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await Create(engine);
        engine.Server.Clock.Advance(TimeSpan.FromDays(2));
        engine.NewRun();
        stored = (await engine.Read(stored))!;

        await engine.PreviewUpdate(stored, Changed(engine, field));

        var reported = engine.Log.Where(
            line =>
                line.Contains("otation after this change", StringComparison.Ordinal) ||
                    line.Contains("will be off", StringComparison.Ordinal));
        Assert.Equal(sentence is null ? 0 : 1, reported.Count());
        Assert.All(reported, line => Assert.Contains(sentence!, line, StringComparison.Ordinal));
        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task The_next_rotation_of_one_that_failed_is_tomorrow()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await Aged(engine, await Create(engine), "failed");

        await engine.PreviewUpdate(stored, Changed(engine, "rotationInterval"));

        Assert.Contains(
            engine.Log,
            line => line.Contains("Next rotation after this change: 2026-09-11 00:00 UTC", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(35, "name", "makes Infisical rotate immediately")]
    [InlineData(31, "name", "is due today at 2026-09-01 22:30 UTC: this update makes Infisical queue it")]
    [InlineData(30, "name", null)]
    [InlineData(35, "rotateTriggers", null)]
    [InlineData(35, "revokeCredentialsOnDelete", null)]
    public async Task A_change_on_the_day_the_rotation_is_due_is_a_warning(int days, string field, string? sentence)
    {
        await using var engine = await ProviderHarness.Start();
        var evening = PropertyMap.Empty.With("hours", 22d).With("minutes", 30d);
        var stored = await Create(engine, engine.Inputs().With("rotationInterval", 31d).With("rotateAtUtc", evening));
        engine.Server.Clock.Advance(TimeSpan.FromDays(days));
        engine.NewRun();
        stored = (await engine.Read(stored))!;
        engine.Log.Clear();

        await engine.PreviewUpdate(
            stored, Changed(engine, field).With("rotationInterval", 31d).With("rotateAtUtc", evening));

        Assert.Equal(sentence is not null, engine.Warnings.Any());
        Assert.All(engine.Warnings, line => Assert.Contains(sentence!, line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("secretsMapping", "Renames the secrets CI_ID to NEW_ID. Their values stay")]
    [InlineData("swap", "The secrets are renamed in several steps")]
    [InlineData("secretPath", "Moves the rotation and its secrets CI_ID, CI_SECRET from dev:/services to dev:/")]
    [InlineData("parameters", "The changed parameters apply from the next rotation on")]
    [InlineData("rotateTriggers", "this update rotates the credential once")]
    public async Task Each_kind_of_change_reports_only_its_own_consequence(string field, string sentence)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await Create(engine);
        string[] all =
        [
            "Their values stay", "in several steps", "Moves the rotation", "apply from the next rotation",
            "rotates the credential once",
        ];

        await engine.PreviewUpdate(stored, Changed(engine, field));

        Assert.Contains(engine.Log, line => line.Contains(sentence, StringComparison.Ordinal));
        var consequences = all.Count(one => engine.Log.Any(line => line.Contains(one, StringComparison.Ordinal)));
        Assert.Equal(field == "swap" ? 2 : 1, consequences);
    }

    [Fact]
    public async Task Changed_parameters_with_a_trigger_apply_from_this_rotation()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await Create(engine);

        await engine.PreviewUpdate(
            stored, Changed(engine, "parameters").With("rotateTriggers", PropertyMap.Empty.With("by", "1")));

        Assert.DoesNotContain(
            engine.Log, line => line.Contains("apply from the next rotation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_preview_without_a_change_warns_if_unreadable_and_fails_if_deleted()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await Create(engine);
        engine.Server.Faults.On("GET", Route, Fault.Error(500, "InternalServerError", "Something went wrong"));

        await engine.PreviewUpdate(stored, engine.Inputs());
        await engine.DeleteElsewhere(stored);
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewUpdate(stored, engine.Inputs()));

        Assert.Contains("could not read Infisical", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.Contains("does not exist any more", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_of_a_move_checks_the_old_secret_names_too()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.Add(new SeedSecret("prod", "/", "CI_ID", "out of band"));
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewUpdate(
            stored, engine.Inputs(prefix: "OTHER").With("environment", "prod").With("secretPath", "/")));

        Assert.Contains("CI_ID", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_reports_the_new_place_and_names_of_the_secrets()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());

        await engine.PreviewUpdate(stored, engine.Inputs(prefix: "NEW").With("secretPath", "/"));

        Assert.Contains(
            engine.Log,
            line => line.Contains("CI_ID, CI_SECRET from dev:/services to dev:/", StringComparison.Ordinal));
        Assert.Contains(
            engine.Log, line => line.Contains("CI_ID to NEW_ID, CI_SECRET to NEW_SECRET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_preview_reports_a_rotation_and_changes_nothing()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Requests.Clear();

        var preview = await engine.PreviewUpdate(stored, Triggered(engine, "1").With("rotationInterval", 7d));

        Assert.Null(preview.Outputs.Get("credentialVersion"));
        Assert.Equal(stored.Outputs["createdAt"], preview.Outputs["createdAt"]);
        Assert.Contains(engine.Log, line => line.Contains("rotates the credential once", StringComparison.Ordinal));
        Assert.Empty(engine.RequestsSince(0).Where(line => !line.StartsWith("GET", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_change_of_an_overdue_rotation_is_a_warning()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromDays(35));
        engine.NewRun();
        var read = await engine.Read(stored);

        await engine.PreviewUpdate(read!, engine.Inputs().With("description", "touch"));

        Assert.Contains(
            engine.Warnings, line => line.Contains("makes Infisical rotate immediately", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_secret_name_that_is_taken_is_reported_in_preview()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.Add(new SeedSecret("dev", "/services", "TAKEN", "out of band"));
        engine.NewRun();
        var wanted = engine.Inputs()
            .With(
                "secretsMapping", PropertyMap.Empty.With("accessKeyId", "TAKEN").With("secretAccessKey", "CI_SECRET"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewUpdate(stored, wanted));

        Assert.Contains(
            "secretsMapping.accessKeyId: a secret \"TAKEN\" already exists", refusal.Message, StringComparison.Ordinal);
    }

    private static Task<Stored> Create(ProviderHarness engine) => Create(engine, engine.Inputs());

    private static async Task<Stored> Create(ProviderHarness engine, PropertyMap inputs)
    {
        engine.Server.Clock.Set(DateTimeOffset.Parse("2026-08-01T10:15:00Z", null));
        return await engine.Create(inputs);
    }

    /// <summary>Forty days later, as a new run reads it.</summary>
    private static async Task<Stored> Aged(ProviderHarness engine, Stored stored, string health)
    {
        if (health != "healthy")
        {
            engine.Server.Clock.Advance(TimeSpan.FromDays(40));
        }

        if (health == "failed")
        {
            engine.Server.Faults.OnIssue(ProviderFault.Refuses("limit exceeded") with { Times = 5 });
            await engine.Server.RunScheduler(TestContext.Current.CancellationToken);
        }

        engine.NewRun();
        return (await engine.Read(stored))!;
    }

    private static PropertyMap Changed(ProviderHarness engine, string field) => field switch
    {
        "revokeCredentialsOnDelete" or "isAutoRotationEnabled" => engine.Inputs().With(field, false),
        "name" => engine.Inputs("another"),
        "secretPath" => engine.Inputs().With(field, "/"),
        "rotationInterval" => engine.Inputs().With(field, 7d),
        "rotateAtUtc" => engine.Inputs().With(field, PropertyMap.Empty.With("hours", 22d).With("minutes", 30d)),
        "rotateTriggers" => engine.Inputs().With(field, PropertyMap.Empty.With("by", "1")),
        "parameters" =>
            engine.Inputs().With(field, PropertyMap.Empty.With("userName", "ci-bot").With("region", "eu-central-1")),
        "swap" =>
            engine.Inputs()
                .With(
                    "secretsMapping",
                    PropertyMap.Empty.With("accessKeyId", "CI_SECRET").With("secretAccessKey", "CI_ID")),
        _ =>
            engine.Inputs()
                .With(field, PropertyMap.Empty.With("accessKeyId", "NEW_ID").With("secretAccessKey", "CI_SECRET")),
    };

    private static PropertyMap Triggered(ProviderHarness engine, string value) =>
        engine.Inputs().With("rotateTriggers", PropertyMap.Empty.With("when", value));
}
