using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>Keys of an IAM user before a rotation is created or requested. The tests count what is left.</summary>
public sealed class IamGuardTests
{
    [Fact]
    public async Task Without_the_block_no_request_goes_to_AWS()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.AddKey("ci-bot");
        engine.Server.World.AddKey("ci-bot");

        await engine.PreviewCreate(engine.Inputs());
        var stored = await engine.Create(engine.Inputs());
        await engine.PreviewUpdate(stored, engine.Triggered(1));
        await engine.Update(stored, engine.Triggered(1));
        await engine.Delete(stored);

        Assert.Equal(0, engine.AwsCalls());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_create_that_would_delete_a_foreign_key_is_refused_before_any_request(bool isPreview)
    {
        await using var engine = await AwsHarness.Start();
        var older = engine.Server.World.AddKey("ci-bot");
        engine.NextDay();
        engine.Server.World.AddKey("ci-bot");
        engine.NextDay();
        engine.NextDay();

        var refusal = await Assert.ThrowsAsync<RefusalException>(async () => _ = isPreview
            ? (object)await engine.PreviewCreate(engine.Inputs())
            : await engine.Create(engine.Inputs()));

        Assert.Equal(RefusalKind.Precondition, refusal.Kind);
        Assert.Contains($"parameters.userName: the IAM user \"ci-bot\" has two access keys", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(older.AccessKeyId, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("3 days ago; never used", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("allowDeletingOldestKey: true", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("0 rotations, 2 keys, 0 secrets", engine.WhatIsThere());
        Assert.Equal(0, engine.Posts());
    }

    [Fact]
    public async Task With_permission_the_key_is_named_and_deleted()
    {
        await using var engine = await AwsHarness.Start();
        var older = engine.Server.World.AddKey("ci-bot");
        engine.NextDay();
        var younger = engine.Server.World.AddKey("ci-bot");
        var inputs = engine.Inputs().With("allowDeletingOldestKey", true);

        await engine.PreviewCreate(inputs);
        var preview = Assert.Single(engine.Warnings);
        await engine.Create(inputs);

        Assert.Contains(older.AccessKeyId, preview, StringComparison.Ordinal);
        Assert.Equal(2, engine.Warnings.Count());
        Assert.Equal("1 rotations, 2 keys, 2 secrets", engine.WhatIsThere());
        Assert.Contains(younger.AccessKeyId, engine.KeysOfBot());
        Assert.DoesNotContain(older.AccessKeyId, engine.KeysOfBot());
    }

    [Fact]
    public async Task A_single_foreign_key_is_safe_at_the_creation_and_not_at_the_first_rotation()
    {
        await using var engine = await AwsHarness.Start();
        var foreign = engine.Server.World.AddKey("ci-bot");
        engine.NextDay();
        await engine.PreviewCreate(engine.Inputs());
        Assert.Contains(
            "The first rotation after the creation deletes it", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        var stored = await engine.Create(engine.Inputs());
        engine.NextDay();
        var posts = engine.Posts();

        var preview = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewUpdate(stored, engine.Triggered(1)));
        var update = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, engine.Triggered(1)));

        Assert.All([preview, update], refusal => Assert.Contains(foreign.AccessKeyId, refusal.Message, StringComparison.Ordinal));
        Assert.Equal(("1 rotations, 2 keys, 2 secrets", posts), (engine.WhatIsThere(), engine.Posts()));

        await engine.Update(stored, engine.Triggered(1, allows: true));
        Assert.DoesNotContain(foreign.AccessKeyId, engine.KeysOfBot());
    }

    [Fact]
    public async Task The_retired_key_of_the_rotation_is_deleted_without_a_warning()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Rotated(1);
        var retired = engine.KeysOfBot().First();
        engine.Log.Clear();

        await engine.PreviewUpdate(stored, engine.Triggered(2));
        Assert.Contains(engine.Log, line => line.StartsWith("Info", StringComparison.Ordinal) && line.Contains($"retired access key {retired}", StringComparison.Ordinal));
        await engine.Update(stored, engine.Triggered(2));

        Assert.Empty(engine.Warnings);
        Assert.DoesNotContain(retired, engine.KeysOfBot());
        Assert.Equal("1 rotations, 2 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_key_added_after_the_last_rotation_puts_the_active_key_in_danger()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Rotated(1);
        var (retired, active) = (engine.KeysOfBot().First(), engine.KeysOfBot().Last());
        engine.Server.World.DeleteKey("ci-bot", retired);
        var added = engine.Server.World.AddKey("ci-bot");
        engine.NextDay();

        var preview = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewUpdate(stored, engine.Triggered(2)));
        var update = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, engine.Triggered(2)));

        Assert.All([preview, update], refusal =>
        {
            Assert.Contains($"the active key {active}", refusal.Message, StringComparison.Ordinal);
            Assert.Contains(added.AccessKeyId, refusal.Message, StringComparison.Ordinal);
            Assert.Contains("allowDeletingOldestKey", refusal.Message, StringComparison.Ordinal);
        });
        Assert.Equal([active, added.AccessKeyId], engine.KeysOfBot());
    }

    [Fact]
    public async Task A_key_left_over_by_a_failed_rotation_puts_the_active_key_in_danger()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var active = engine.KeysOfBot().Single();
        engine.NextDay();
        engine.Server.World.AddKey("ci-bot");
        engine.NextDay();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, engine.Triggered(1)));

        Assert.Contains($"the active key {active}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(active, engine.KeysOfBot());
    }

    [Fact]
    public async Task The_last_use_of_the_key_is_shown()
    {
        await using var engine = await AwsHarness.Start();
        var older = engine.Server.World.AddKey("ci-bot");
        engine.NextDay();
        engine.Server.World.AddKey("ci-bot");
        using (var bot = AwsClients.Of(engine.Server, root => root with
        { AccessKeyId = older.AccessKeyId, SecretAccessKey = older.SecretAccessKey }))
        {
            await bot.GetCallerIdentity(TestContext.Current.CancellationToken);
        }

        engine.Server.Clock.Advance(TimeSpan.FromHours(5.5));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(engine.Inputs()));

        Assert.Contains("last used 5 hours ago for sts", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_missing_user_is_refused_with_the_account(bool isPreview)
    {
        await using var engine = await AwsHarness.Start();
        var inputs = engine.Inputs(user: "nobody");

        var refusal = await Assert.ThrowsAsync<RefusalException>(async () => _ = isPreview
            ? (object)await engine.PreviewCreate(inputs)
            : await engine.Create(inputs));

        Assert.Contains("the IAM user \"nobody\" does not exist in the account 123456789012", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, engine.Posts());
    }

    [Theory]
    [InlineData("denied")]
    [InlineData("throttled")]
    [InlineData("unreachable")]
    public async Task What_AWS_does_not_show_is_one_warning_and_stops_nothing(string fault)
    {
        await using var engine = await AwsHarness.Start(new EmulatorOptions
        {
            DeniedAwsActions = fault == "denied" ? ["ListAccessKeys"] : [],
        });
        if (fault != "denied")
        {
            engine.Server.Faults.OnAws(
                "ListAccessKeys", fault == "throttled" ? Fault.AwsThrottling : Fault.CutBeforeHandling, times: 99);
        }

        await engine.PreviewCreate(engine.Inputs());
        await engine.PreviewCreate(engine.Inputs("other", "deploy-bot", "OTHER"), "other");
        await engine.Create(engine.Inputs());

        var warning = Assert.Single(engine.Warnings, line => line.Contains("are not checked", StringComparison.Ordinal));
        Assert.Contains("ListAccessKeys", warning, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_key_whose_use_may_not_be_read_is_protected_too()
    {
        await using var engine = await AwsHarness.Start(new EmulatorOptions { DeniedAwsActions = ["GetAccessKeyLastUsed"] });
        engine.Server.World.AddKey("ci-bot");
        engine.NextDay();
        engine.Server.World.AddKey("ci-bot");

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(engine.Inputs()));

        Assert.Contains("last use unknown", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("The last use of access keys is not known", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_error_of_a_preview_is_reported_together()
    {
        await using var engine = await AwsHarness.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.PreviewCreate(engine.Inputs(user: "nobody").With("secretPath", "/nowhere")));

        Assert.Contains("secretPath: the folder /nowhere", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("parameters.userName: the IAM user", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_that_is_unknown_in_the_preview_is_not_looked_up()
    {
        await using var engine = await AwsHarness.Start();
        var inputs = engine.Inputs().With(
            "parameters", PropertyMap.Empty.With("userName", PropertyValue.Unknown.Instance));

        await engine.PreviewCreate(inputs);

        Assert.Equal(0, engine.AwsCalls());
    }

    [Fact]
    public async Task The_generic_resource_accepts_the_input_for_every_type()
    {
        const string Token = "infisical-rotation:index:SecretRotation";
        await using var engine = await ProviderHarness.Start(token: Token);
        var inputs = engine.Inputs().With("allowDeletingOldestKey", false);

        engine.Check(inputs.With("type", "aws-iam-user-secret"));
        engine.Check(inputs
            .With("type", "postgres-credentials")
            .With("parameters", PropertyMap.Empty.With("username1", "a").With("username2", "b"))
            .With("secretsMapping", PropertyMap.Empty.With("username", "U").With("password", "P")));
    }

    [Fact]
    public async Task A_type_without_IAM_keys_has_no_such_input()
    {
        const string Token = "infisical-rotation:index:PostgresCredentialsRotation";
        await using var engine = await ProviderHarness.Start(token: Token);

        var answer = engine.Provider.Check(new CheckCall(
            Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs().With("allowDeletingOldestKey", true), null));

        Assert.Contains(answer.Errors, error => error.ToString().Contains(
            "allowDeletingOldestKey is not an input of", StringComparison.Ordinal));
    }
}
