using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>An update of a rotation whose secrets are lost. Each test counts what is left.</summary>
public sealed class MappedSecretGuardTests
{
    private const string Names = "/api/v4/secrets";
    private const string Missing = "secretsMapping.accessKeyId: the secret \"CI_ID\" no longer exists in dev:/services";

    [Theory]
    [InlineData("secretsMapping", "cannot rename a missing secret")]
    [InlineData("swap", "cannot rename a missing secret")]
    [InlineData("rotateTriggers", "Each attempt also deletes the older access key")]
    public async Task An_update_that_needs_a_missing_secret_is_refused_before_anything_is_sent(string change, string sentence)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await Lost(engine, "CI_ID");

        foreach (var update in new Func<Task>[]
        {
            () => engine.PreviewUpdate(stored, Changed(engine, change)),
            () => engine.Update(stored, Changed(engine, change)),
        })
        {
            var refusal = await Assert.ThrowsAsync<RefusalException>(update);
            Assert.Contains(Missing, refusal.Message, StringComparison.Ordinal);
            Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
            Assert.Contains($"pulumi up --replace '{engine.Urn("r")}'", refusal.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(engine.RequestsSince(0), line => !line.StartsWith("GET", StringComparison.Ordinal));
        Assert.Equal("1 rotations, 1 keys, 1 secrets", engine.WhatIsThere());
        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task The_repair_of_a_failed_rotation_is_refused_while_a_secret_is_missing_and_works_afterwards()
    {
        await using var engine = await ProviderHarness.Start();
        var inputs = engine.Inputs().With("whenUnhealthy", "rotate");
        var stored = await engine.Create(inputs);
        engine.Server.World.DeleteSecret("dev", "/services", "CI_ID");
        stored = await Failed(engine, stored);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, inputs));

        Assert.Contains(Missing, refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 1 secrets", engine.WhatIsThere());
        engine.Server.World.Add(new SeedSecret("dev", "/services", "CI_ID", "any"));
        await engine.Update(stored, inputs);
        Assert.Equal("1 rotations, 2 keys, 2 secrets", engine.WhatIsThere());
        Assert.DoesNotContain(engine.Server.World.Secrets, secret => secret.Value == "any");
    }

    [Theory]
    [InlineData("description")]
    [InlineData("rotationInterval")]
    [InlineData("other name")]
    public async Task A_change_that_does_not_need_the_secret_is_a_warning_in_preview_and_is_made(string change)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await Lost(engine, "CI_ID");

        await engine.PreviewUpdate(stored, Changed(engine, change));
        await engine.Update(stored, Changed(engine, change));

        var warning = Assert.Single(engine.Warnings);
        Assert.Contains("does not have all its secrets in dev:/services: \"CI_ID\" does not exist.", warning, StringComparison.Ordinal);
        Assert.Contains("Its next rotation issues a new credential and then fails to store it", warning, StringComparison.Ordinal);
        Assert.Single(engine.RequestsSince(0), line => line.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_in_the_state_only_reads_nothing()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await Lost(engine, "CI_ID");
        engine.Server.Requests.Clear();

        await engine.PreviewUpdate(stored, engine.Inputs().With("deleteSecretsOnDelete", false));

        Assert.Empty(engine.RequestsSince(0));
    }

    [Fact]
    public async Task A_secret_that_became_ordinary_or_belongs_to_another_rotation_is_a_warning_that_names_it()
    {
        await using var engine = await ProviderHarness.Start();
        var other = await engine.Create(engine.Inputs("other", "deploy-bot", "OTHER"), "other");
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.AssignSecret("dev", "/services", "CI_ID", null);
        engine.Server.World.AssignSecret("dev", "/services", "CI_SECRET", other.Id);
        stored = await Later(engine, stored);

        await engine.PreviewUpdate(stored, Changed(engine, "rotateTriggers"));

        var warning = Assert.Single(engine.Warnings);
        Assert.Contains("\"CI_ID\" is an ordinary secret; ", warning, StringComparison.Ordinal);
        Assert.Contains(
            $"\"CI_SECRET\" belongs to the rotation \"other\" (aws-iam-user-secret, id {other.Id}).", warning, StringComparison.Ordinal);
        Assert.Contains("overwrites, renames or deletes \"CI_ID\" and \"CI_SECRET\"", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("fails to store", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "description", 0)]
    [InlineData(500, "description", 0)]
    [InlineData(403, "rotateTriggers", 1)]
    [InlineData(500, "secretsMapping", 1)]
    public async Task Names_that_cannot_be_read_are_one_warning_where_the_update_needs_them_and_stop_nothing(
        int status, string change, int warnings)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await Later(engine, await engine.Create(engine.Inputs()));
        engine.Server.Faults.On("GET", Names, Fault.Error(status, "PermissionDenied", "No"), times: 20);

        await engine.PreviewUpdate(stored, Changed(engine, change));
        await engine.Update(stored, Changed(engine, change));

        Assert.Equal(warnings, engine.Warnings.Count());
        Assert.All(engine.Warnings, line => Assert.Contains("could not check the names", line, StringComparison.Ordinal));
    }

    /// <summary>A list leaves out what the identity may not read, without an error.</summary>
    [Theory]
    [InlineData("rotateTriggers")]
    [InlineData("secretsMapping")]
    [InlineData("description")]
    public async Task A_name_that_is_hidden_from_the_identity_is_not_missing(string change)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromHours(1));
        var few = new Identity("few")
        {
            Grants = [new("secret-rotation", "*"), new("secrets", "describeSecret") { SecretName = "CI_SECRET" }],
        };
        engine.Server.World.Add(few);
        engine.NewRun(engine.Configuration(few));
        stored = (await engine.Read(stored))!;

        await engine.PreviewUpdate(stored, Changed(engine, change));
        await engine.Update(stored, Changed(engine, change));

        Assert.DoesNotContain(engine.Log, line => line.Contains("does not exist", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_state_that_is_outdated_is_compared_with_the_rotation_first()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        await engine.SendElsewhere(HttpMethod.Patch, $"/{stored.Id}", PropertyMap.Empty.With(
            "secretsMapping", PropertyMap.Empty.With("accessKeyId", "MOVED").With("secretAccessKey", "CI_SECRET")));
        engine.NewRun();

        await engine.PreviewUpdate(stored, Changed(engine, "rotateTriggers"));
        await engine.Update(stored, Changed(engine, "rotateTriggers"));

        Assert.Empty(engine.Warnings);
        Assert.Equal("1 rotations, 2 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_replica_that_does_not_know_new_secrets_yet_is_asked_again()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.ReadLag.Reads = 3;
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Requests.Clear();

        await engine.PreviewUpdate(stored, Changed(engine, "rotateTriggers"));

        Assert.Equal(5, engine.RequestsSince(0).Count(line => line.Contains(Names, StringComparison.Ordinal)));
        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task Many_triggers_in_one_folder_need_one_list_of_names()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = new List<Stored>();
        foreach (var n in Enumerable.Range(0, 20))
        {
            engine.Server.World.Add(new SeedIamUser($"user-{n}"));
            stored.Add(await engine.Create(engine.Inputs($"key-{n}", $"user-{n}", $"K{n}"), $"r{n}"));
        }

        engine.Server.Clock.Advance(TimeSpan.FromHours(1));
        engine.NewRun();
        engine.Server.Requests.Clear();
        await Task.WhenAll(stored.Select(one => engine.PreviewUpdate(one, Triggered(one))));
        foreach (var one in stored)
        {
            await engine.Update(one, Triggered(one));
        }

        static PropertyMap Triggered(Stored one) => one.Inputs.With("rotateTriggers", PropertyMap.Empty.With("by", "1"));

        Assert.Single(engine.Server.Requests.All, request => request.Path == Names);
        Assert.Equal("20 rotations, 40 keys, 40 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task An_older_server_is_asked_on_its_own_route()
    {
        await using var engine = await ProviderHarness.Start(new EmulatorOptions { HasSecretsV4 = false });
        var stored = await Lost(engine, "CI_ID");

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.PreviewUpdate(stored, Changed(engine, "rotateTriggers")));

        Assert.Contains(Missing, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_request_asks_for_a_value_and_a_marked_name_is_not_shown()
    {
        await using var engine = await ProviderHarness.Start();
        var inputs = engine.Inputs().With("secretsMapping", new PropertyValue.Secret(new PropertyValue.Map(
            PropertyMap.Empty.With("accessKeyId", "HIDDEN_NAME_1").With("secretAccessKey", "HIDDEN_NAME_2"))));
        var stored = await engine.Create(inputs);
        engine.Server.World.DeleteSecret("dev", "/services", "HIDDEN_NAME_1");
        engine.Server.World.AssignSecret("dev", "/services", "HIDDEN_NAME_2", null);
        stored = await Later(engine, stored);

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.PreviewUpdate(stored, inputs.With("rotateTriggers", PropertyMap.Empty.With("by", "1"))));
        await engine.PreviewUpdate(stored, inputs.With("description", "other"));

        Assert.DoesNotContain("HIDDEN_NAME", refusal.Message + string.Concat(engine.Log), StringComparison.Ordinal);
        Assert.All(
            engine.Server.Requests.All.Where(request => request.Path.StartsWith(Names, StringComparison.Ordinal)),
            request => Assert.Equal("false", request.Query["viewSecretValue"]));
    }

    private static PropertyMap Changed(ProviderHarness engine, string change) => change switch
    {
        "secretsMapping" => engine.Inputs().With(
            change, PropertyMap.Empty.With("accessKeyId", "NEW_ID").With("secretAccessKey", "CI_SECRET")),
        "other name" => engine.Inputs().With(
            "secretsMapping", PropertyMap.Empty.With("accessKeyId", "CI_ID").With("secretAccessKey", "NEW_SECRET")),
        "swap" => engine.Inputs().With(
            "secretsMapping", PropertyMap.Empty.With("accessKeyId", "CI_SECRET").With("secretAccessKey", "CI_ID")),
        "rotateTriggers" => engine.Inputs().With(change, PropertyMap.Empty.With("by", "1")),
        "rotationInterval" => engine.Inputs().With(change, 60d),
        _ => engine.Inputs().With(change, "other"),
    };

    /// <summary>One secret is deleted in the database; a new run reads the rotation an hour later.</summary>
    private static async Task<Stored> Lost(ProviderHarness engine, string name)
    {
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.DeleteSecret("dev", "/services", name);
        stored = await Later(engine, stored);
        engine.Server.Requests.Clear();
        return stored;
    }

    private static async Task<Stored> Later(ProviderHarness engine, Stored stored)
    {
        engine.Server.Clock.Advance(TimeSpan.FromHours(1));
        engine.NewRun();
        var read = (await engine.Read(stored))!;
        engine.Log.Clear();
        return read;
    }

    private static async Task<Stored> Failed(ProviderHarness engine, Stored stored)
    {
        engine.Server.Faults.OnIssue(ProviderFault.Refuses("limit exceeded") with { Times = 5 });
        engine.Server.Clock.Advance(TimeSpan.FromDays(40));
        await engine.Server.RunScheduler(TestContext.Current.CancellationToken);
        engine.NewRun();
        var partial = await Assert.ThrowsAsync<PartialResultException>(() => engine.Read(stored));
        engine.Log.Clear();
        return stored with { Outputs = partial.Outputs, Inputs = partial.Inputs ?? stored.Inputs };
    }
}
