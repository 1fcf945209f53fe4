using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>What a preview compares with Infisical, and what it takes for a conflict.</summary>
public sealed class RotationPreflightTests
{
    private const string Secrets = "/api/v4/secrets";

    [Theory]
    [InlineData("prod", "/services")]
    [InlineData("dev", "/other")]
    public async Task The_same_names_at_another_place_are_no_conflict(string environment, string path)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(new SeedFolder(environment, path));
        await engine.Create(engine.Inputs(user: "deploy-bot").With("environment", environment).With("secretPath", path), "there");
        engine.NewRun();

        await engine.PreviewCreate(engine.Inputs());
        await engine.Create(engine.Inputs());

        Assert.Equal("2 rotations, 2 keys, 4 secrets", engine.WhatIsThere());
        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task A_conflict_names_the_rotation_of_the_secret_without_permission_to_read_secrets()
    {
        await using var engine = await ProviderHarness.Start();
        var other = await engine.Create(engine.Inputs("other", "deploy-bot"), "other");
        engine.NewRun();
        engine.Server.Faults.On("GET", Secrets, CommonFaults.Forbidden, times: 5);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(engine.Inputs()));

        Assert.Contains($"belongs to the rotation \"other\" (aws-iam-user-secret, id {other.Id})", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("could not check the names of the mapped secrets", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_conflict_is_reported_without_the_secrets_of_the_same_rotation()
    {
        await using var engine = await ProviderHarness.Start();
        var first = await engine.Create(engine.Inputs());
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(engine.Inputs()));

        Assert.Contains(first.Id, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secretsMapping", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "ForbiddenError")]
    [InlineData(404, "NotFound")]
    public async Task A_refused_login_is_not_taken_for_an_error_of_the_project(int status, string error)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On("POST", "/api/v1/auth", Fault.Error(status, error, "Not from this address"), times: 9);

        await engine.PreviewCreate(engine.Inputs());
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains($"Logging in was refused by Infisical at {engine.Server.Address.Authority} ({status}", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.StartsWith("Logging in was refused", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("input")]
    [InlineData("server")]
    public async Task A_connection_id_in_upper_case_is_the_same_connection(string side)
    {
        await using var engine = await ProviderHarness.Start();
        var (id, capitals) = (engine.Server.Seed.Connection.Id, engine.Server.Seed.Connection.Id.ToUpperInvariant());
        engine.Server.Faults.On("GET", "/api/v1/app-connections", Fault.Answer(
            200, $$"""{"appConnections":[{"id":"{{(side == "server" ? capitals : id)}}","name":"aws-main","app":"aws"}]}"""));

        var preview = await engine.PreviewCreate(engine.Inputs().With("connectionId", side == "input" ? capitals : id));

        Assert.Equal("", preview.Id);
    }

    [Theory]
    [InlineData("/services/deep", true)]
    [InlineData("/services", true)]
    [InlineData("/", true)]
    [InlineData("/deep", false)]
    [InlineData("/services/services", false)]
    [InlineData("/nowhere/deep", false)]
    public async Task A_folder_is_searched_below_its_parent(string path, bool isThere)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(new SeedFolder("dev", "/services/deep"));

        var refusal = await Record.ExceptionAsync(() => engine.PreviewCreate(engine.Inputs().With("secretPath", path)));

        Assert.Equal(isThere, refusal is null);
        Assert.Equal(!isThere, refusal?.Message.Contains($"the folder {path} does not exist", StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData("/api/v2/secret-rotations", 500, "could not read Infisical")]
    [InlineData("/api/v2/folders", 500, "could not read Infisical")]
    [InlineData("/api/v1/app-connections", 500, "could not read Infisical")]
    [InlineData(Secrets, 500, "could not check the names of the mapped secrets")]
    [InlineData(Secrets, 403, "could not check the names of the mapped secrets")]
    public async Task A_read_that_fails_in_a_preview_is_one_warning_and_no_refusal(string route, int status, string sentence)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On("GET", route, status == 403 ? CommonFaults.Forbidden : Fault.Error(500, "InternalServerError", "Something went wrong"), times: 9);

        await engine.PreviewCreate(engine.Inputs());

        Assert.Contains(sentence, Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_without_access_to_connections_is_refused_in_preview()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On("GET", "/api/v1/app-connections", CommonFaults.Forbidden, times: 9);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(engine.Inputs()));

        Assert.Contains("may not use app connections", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_of_a_missing_folder_cause_no_further_warning()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On("GET", Secrets, Fault.Error(404, "NotFound", "Folder with path '/services' not found"));

        await engine.PreviewCreate(engine.Inputs());

        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task Only_a_missing_environment_is_called_one()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On(
            "GET", "/api/v2/folders", Fault.Error(404, "NotFound", "Organization with ID 'o' not found"));

        await engine.PreviewCreate(engine.Inputs());

        Assert.Contains("Organization with ID 'o' not found", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rotation_that_is_replaced_or_adopted_does_not_conflict_over_its_own_account(bool isReplaced)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        if (isReplaced)
        {
            engine.Diff(stored, engine.Inputs());
        }

        await engine.PreviewCreate(engine.Inputs().With("adoptExisting", !isReplaced));

        Assert.DoesNotContain(engine.Warnings, line => line.Contains("the same account", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Secrets_of_the_predecessor_are_no_conflict_where_the_server_does_not_name_their_owner()
    {
        await using var engine = await ProviderHarness.Start();
        var news = await Replacing(engine, engine.Inputs(user: "deploy-bot"));
        engine.Server.Faults.On("GET", Secrets, Fault.Answer(200, """{"secrets":[{"secretKey":"CI_ID"},{"secretKey":"CI_SECRET"}]}"""));

        var preview = await engine.PreviewCreate(news);

        Assert.Equal("", preview.Id);
    }

    [Fact]
    public async Task Secrets_of_the_predecessor_are_found_among_those_of_other_rotations()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(new SeedIamUser("another"));
        await engine.SendElsewhere(HttpMethod.Post, "", engine.Inputs("another-key", "another", "OTHER"));
        var news = await Replacing(engine, engine.Inputs(user: "deploy-bot"));
        engine.Server.Faults.On("GET", Secrets, Fault.Answer(200, """{"secrets":[{"secretKey":"CI_ID"},{"secretKey":"CI_SECRET"}]}"""));

        Assert.Equal("", (await engine.PreviewCreate(news)).Id);
    }

    [Fact]
    public async Task A_secret_of_another_rotation_is_a_conflict_for_a_replacement_too()
    {
        await using var engine = await ProviderHarness.Start();
        var news = await Replacing(engine, engine.Inputs(user: "deploy-bot"));
        engine.Server.Faults.On("GET", Secrets, Fault.Answer(200, """{"secrets":[{"secretKey":"CI_ID","rotationId":"another"}]}"""));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(news));

        Assert.Contains("CI_ID", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_without_a_rotation_is_a_conflict_for_a_replacement_too()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(new SeedSecret("dev", "/services", "NEW_ID", "ordinary"));
        var news = await Replacing(engine, engine.Inputs(user: "deploy-bot", prefix: "NEW"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(news));

        Assert.Contains("a secret \"NEW_ID\" already exists", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_of_the_same_name_at_the_new_place_is_a_conflict()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(new SeedSecret("dev", "/", "CI_ID", "ordinary"));
        var news = await Replacing(engine, engine.Inputs(user: "deploy-bot").With("secretPath", "/"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(news));

        Assert.Contains("a secret \"CI_ID\" already exists in dev:/", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dev", "/services", true)]
    [InlineData("prod", "/services", false)]
    [InlineData("dev", "/other", false)]
    public async Task A_new_name_is_a_conflict_only_where_another_rotation_has_it_at_this_place(string environment, string path, bool isTaken)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(new SeedFolder(environment, path));
        await engine.Create(engine.Inputs("taken", "deploy-bot", "OTHER").With("environment", environment).With("secretPath", path), "there");
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();

        var refusal = await Record.ExceptionAsync(() => engine.PreviewUpdate(stored, engine.Inputs("taken")));

        Assert.Equal(isTaken, refusal?.Message.Contains("a rotation \"taken\" already exists", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task A_preview_of_an_update_sees_what_this_process_has_created_since_it_last_looked()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        await engine.PreviewUpdate(stored, engine.Inputs("free"));
        await engine.Create(engine.Inputs("taken", "deploy-bot", "OTHER"), "other");

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => Preview(engine, stored, stored.Inputs.With("name", "taken")));

        Assert.Contains("a rotation \"taken\" already exists", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nowhere", true)]
    [InlineData("/", false)]
    public async Task A_move_to_a_folder_that_is_missing_is_refused_in_preview(string path, bool isMissing)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());

        var refusal = await Record.ExceptionAsync(() => engine.PreviewUpdate(stored, engine.Inputs().With("secretPath", path)));

        Assert.Equal(isMissing, refusal?.Message.Contains($"the folder {path} does not exist", StringComparison.Ordinal) ?? false);
    }

    /// <summary>Without the check of the inputs, which compares the resources of a stack with each other.</summary>
    private static Task<UpdateAnswer> Preview(ProviderHarness engine, Stored stored, PropertyMap news) => engine.Provider.Update(
        new UpdateCall(
            engine.Token, "r", stored.Id, stored.Inputs, stored.Outputs, news, [], IsPreview: true),
        engine.Context);

    /// <summary>
    /// A rotation of ci-bot, and the inputs of its replacement, for which the engine has asked for the diff.
    /// </summary>
    private static async Task<PropertyMap> Replacing(ProviderHarness engine, PropertyMap news)
    {
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        Assert.Contains(engine.Diff(stored, news), change => change.Replaces);
        return news;
    }
}
