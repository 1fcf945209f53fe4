using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Update;

public sealed class UpdateOperationTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";
    private const string GenericRoute = "/api/v2/secret-rotations";

    [Fact]
    public async Task A_pause_is_sent_to_the_server()
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

        Assert.Equal(
            ("prod", "/"),
            engine.Server.World.Rotations.Select(rotation => (rotation.Environment, rotation.Path)).Single());
        Assert.Equal(2, engine.Server.World.SecretsAt("prod", "/").Length);
        Assert.Equal(stored.Text("credentialVersion"), updated.Text("credentialVersion"));
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_server_that_cannot_move_is_reported_with_the_solution()
    {
        await using var engine = await ProviderHarness.Start(new EmulatorOptions { HasMove = false });
        var stored = await engine.Create(engine.Inputs());

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Update(stored, engine.Inputs().With("secretPath", "/")));

        Assert.Contains(
            "set the option deleteBeforeReplace: true of this resource, and run pulumi up --replace",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.Equal("/services", Assert.Single(engine.Server.World.Rotations).Path);
    }

    [Fact]
    public async Task A_failed_step_after_a_successful_one_is_recorded_and_retried()
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

    [Fact]
    public async Task A_swap_of_secret_names_leaves_each_value_under_its_own_name()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var before = engine.Server.World.SecretsAt("dev", "/services")
            .ToDictionary(secret => secret.Name, secret => secret.Value);

        await engine.Update(
            stored,
            engine.Inputs()
                .With(
                    "secretsMapping",
                    PropertyMap.Empty.With("accessKeyId", "CI_SECRET").With("secretAccessKey", "CI_ID")));

        var after = engine.Server.World.SecretsAt("dev", "/services")
            .ToDictionary(secret => secret.Name, secret => secret.Value);
        Assert.Equal(before["CI_ID"], after["CI_SECRET"]);
        Assert.Equal(before["CI_SECRET"], after["CI_ID"]);
        Assert.Equal(2, after.Count);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Secrets_are_renamed_without_another_read_where_this_run_has_read_the_rotation(
        bool isRead, int reads)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        stored = isRead ? (await engine.Read(stored))! : stored;
        engine.Server.Requests.Clear();

        await engine.Update(stored, engine.Inputs(prefix: "NEW"));

        Assert.Equal(reads, engine.Server.Requests.To("GET", GenericRoute).Length);
        Assert.Equal(["NEW_ID", "NEW_SECRET"], engine.Server.World.Secrets.Select(secret => secret.Name));
    }

    [Fact]
    public async Task A_description_that_was_never_set_is_not_cleared()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());

        await engine.Update(stored, engine.Inputs().With("rotationInterval", 7d));

        var body = Assert.Single(engine.Server.Requests.To("PATCH", Route)).Body;
        Assert.Equal("""{"rotationInterval":7}""", body);
    }

    [Fact]
    public async Task A_cancel_before_the_request_changes_nothing()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Cancel();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Update(stored, engine.Inputs().With("rotationInterval", 7d)));

        Assert.Equal(RefusalKind.Cancelled, refusal.Kind);
        Assert.Empty(engine.Server.Requests.To("PATCH", Route));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_update_response_contains_refresh_before_update(bool refreshes)
    {
        await using var engine = await ProviderHarness.Start();
        engine.NewRun(engine.Configuration().With("refreshBeforeUpdate", refreshes));
        var inputs = engine.Check(engine.Inputs());
        var created = await engine.Provider.Create(
            new CreateCall(engine.Token, "r", inputs, IsPreview: false), engine.Context);
        var previewed = await engine.PreviewCreate(engine.Inputs("other", "deploy-bot", "OTHER"), "other");
        var stored = new Stored(created.Id, inputs, created.Outputs);
        var news = engine.Inputs().With("secretPath", "/").With("rotationInterval", 7d);

        var preview = await engine.PreviewUpdate(stored, news);
        engine.Server.Faults.On("PATCH", Route, Fault.Error(400, "BadRequest", "No"));
        var partial = await Assert.ThrowsAsync<PartialResultException>(() => engine.Update(stored, news));

        Assert.Equal(
            [refreshes, refreshes, refreshes, refreshes],
            [
                created.RefreshBeforeUpdate, previewed.RefreshBeforeUpdate, preview.RefreshBeforeUpdate,
                partial.RefreshBeforeUpdate,
            ]);
    }

    [Fact]
    public async Task A_deleted_mapped_secret_is_reported_as_the_likely_cause()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("PATCH", Route, Fault.Error(500, "bulk update secret", "Something went wrong"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Update(stored, engine.Inputs(prefix: "NEW")));

        Assert.Contains("Create a secret of that name again", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_that_names_no_conflict_ends_the_update()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("PATCH", Route, Fault.Error(403, "PermissionDenied", "You are not allowed to edit"));

        await Assert.ThrowsAsync<RefusalException>(
            () => engine.Update(stored, engine.Inputs().With("description", "changed")));

        Assert.StartsWith("PATCH", engine.RequestsSince(0)[^1], StringComparison.Ordinal);
    }
}
