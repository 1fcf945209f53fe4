using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Update;

public sealed class UpdateOperationTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Fact]
    public async Task A_pause_reaches_the_server()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());

        var updated = await engine.Update(stored, engine.Inputs().With("isAutoRotationEnabled", false));

        Assert.Null(Assert.Single(engine.Server.World.Rotations).NextRotationAt);
        Assert.Equal("paused", updated.Text("health"));
    }

    [Fact]
    public async Task Several_changes_are_one_request()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs().With("description", "before"));
        engine.Server.Requests.Clear();

        await engine.Update(stored, engine.Inputs("new-name").With("rotationInterval", 7d));

        Assert.Equal([$"PATCH {Route}/{stored.Id}"], engine.RequestsSince(0));
        Assert.Equal("new-name", Assert.Single(engine.Server.World.Rotations).Name);
        Assert.Contains("\"description\":null", engine.Server.Requests.All[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inputs_of_this_provider_send_nothing()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Requests.Clear();

        var updated = await engine.Update(stored, engine.Inputs().With("revokeCredentialsOnDelete", false));

        Assert.Empty(engine.Server.Requests.All);
        Assert.Equal(new PropertyValue.Bool(false), updated.Outputs["revokeCredentialsOnDelete"]);
    }

    [Fact]
    public async Task Another_folder_is_a_move_that_keeps_id_and_credential()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());

        var updated = await engine.Update(stored, engine.Inputs().With("environment", "prod").With("secretPath", "/"));

        Assert.Equal(("prod", "/"), engine.Server.World.Rotations.Select(rotation => (rotation.Environment, rotation.Path)).Single());
        Assert.Equal(2, engine.Server.World.SecretsAt("prod", "/").Length);
        Assert.Equal(stored.Text("credentialVersion"), updated.Text("credentialVersion"));
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_server_that_cannot_move_is_told_with_the_way_out()
    {
        await using var engine = await ProviderHarness.Start(new EmulatorOptions { HasMove = false });
        var stored = await engine.Create(engine.Inputs());

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, engine.Inputs().With("secretPath", "/")));

        Assert.Contains("--replace", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("/services", Assert.Single(engine.Server.World.Rotations).Path);
    }

    [Fact]
    public async Task A_step_that_fails_behind_one_that_succeeded_is_recorded_and_offered_again()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("PATCH", Route, Fault.Error(400, "BadRequest", "No"));
        var wanted = engine.Inputs().With("secretPath", "/").With("rotationInterval", 7d);

        var partial = await Assert.ThrowsAsync<PartialResultException>(() => engine.Update(stored, wanted));
        var half = stored with { Outputs = partial.Outputs };
        var done = await engine.Update(half, wanted);

        Assert.Equal("/", half.Text("secretPath"));
        Assert.Equal(new PropertyValue.Number(7), done.Outputs["rotationInterval"]);
        Assert.Single(engine.Server.Requests.To("POST", $"{Route}/{stored.Id}/move"));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("cut after")]
    [InlineData("fails after storing")]
    public async Task A_trigger_rotates_exactly_once(string fate)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        if (fate == "cut after")
        {
            engine.Server.Faults.On("POST", $"{Route}/{stored.Id}/rotate-secrets", Fault.CutAfterHandling);
        }
        else if (fate != "none")
        {
            engine.Server.Faults.OnIssue(ProviderFault.FailsAfterStoring("could not retire the old key"));
        }

        var updated = await engine.Update(stored, Triggered(engine, "1"));

        Assert.Single(engine.Server.Requests.To("POST", $"{Route}/{stored.Id}/rotate-secrets"));
        Assert.Equal(1, Assert.Single(engine.Server.World.Rotations).ActiveIndex);
        Assert.Equal("1 rotations, 2 keys, 2 secrets", engine.WhatIsThere());
        Assert.NotEqual(stored.Text("credentialVersion"), updated.Text("credentialVersion"));
    }

    [Fact]
    public async Task Only_a_change_of_a_trigger_rotates_not_its_removal()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(Triggered(engine, "1"));
        var again = await engine.Update(stored, Triggered(engine, "2"));

        await engine.Update(again, engine.Inputs());

        Assert.Single(engine.Server.Requests.To("POST", $"{Route}/{stored.Id}/rotate-secrets"));
    }

    [Fact]
    public async Task A_rotation_that_fails_is_an_error_with_the_servers_reason_and_stays_asked_for()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.OnIssue(ProviderFault.Refuses("limit exceeded"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, Triggered(engine, "1")));

        Assert.Contains("limit exceeded", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_swap_of_secret_names_leaves_each_value_under_its_own_name()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var before = engine.Server.World.SecretsAt("dev", "/services").ToDictionary(secret => secret.Name, secret => secret.Value);

        await engine.Update(stored, engine.Inputs().With("secretsMapping", PropertyMap.Empty.With("accessKeyId", "CI_SECRET").With("secretAccessKey", "CI_ID")));

        var after = engine.Server.World.SecretsAt("dev", "/services").ToDictionary(secret => secret.Name, secret => secret.Value);
        Assert.Equal(before["CI_ID"], after["CI_SECRET"]);
        Assert.Equal(before["CI_SECRET"], after["CI_ID"]);
        Assert.Equal(2, after.Count);
    }

    [Fact]
    public async Task A_lost_answer_to_a_change_is_settled_by_looking()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("PATCH", Route, Fault.CutAfterHandling);

        var updated = await engine.Update(stored, engine.Inputs().With("rotationInterval", 7d));

        Assert.Equal(new PropertyValue.Number(7), updated.Outputs["rotationInterval"]);
        Assert.Single(engine.Server.Requests.To("PATCH", Route));
    }

    [Fact]
    public async Task A_preview_tells_what_rotates_and_touches_nothing()
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
    public async Task A_change_on_the_day_the_rotation_is_due_is_warned_about()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromDays(35));
        engine.NewRun();
        var read = await engine.Read(stored);

        await engine.PreviewUpdate(read!, engine.Inputs().With("description", "touch"));

        Assert.Contains(engine.Warnings, line => line.Contains("makes Infisical rotate immediately", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_secret_name_that_is_taken_is_told_in_preview()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.Add(new SeedSecret("dev", "/services", "TAKEN", "by hand"));
        engine.NewRun();
        var wanted = engine.Inputs().With("secretsMapping", PropertyMap.Empty.With("accessKeyId", "TAKEN").With("secretAccessKey", "CI_SECRET"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewUpdate(stored, wanted));

        Assert.Contains("secretsMapping.accessKeyId: a secret \"TAKEN\" already exists", refusal.Message, StringComparison.Ordinal);
    }

    private static PropertyMap Triggered(ProviderHarness engine, string value) => engine.Inputs().With("rotateTriggers", PropertyMap.Empty.With("when", value));
}
