using Infisical.Emulator;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Lifecycle;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Lifecycle;

/// <summary>Situations in which a key was lost, made twice or left to a wrong sentence.</summary>
public sealed class UnknownOutcomeTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";
    private const string Generic = "infisical-rotation:index:SecretRotation";

    [Fact]
    public async Task A_resource_that_got_another_name_and_took_its_rotation_over_keeps_it()
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs(), "old-name");
        engine.NewRun();

        var heir = await engine.Create(engine.Inputs().With("adoptExisting", true), "new-name");
        await engine.Provider.Delete(
            new DeleteCall(engine.Token, "old-name", engine.Urn("old-name"), stored.Id, stored.Inputs, stored.Outputs), engine.Context);

        Assert.Equal(stored.Id, heir.Id);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
        Assert.Contains("taken over by", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replacement_is_created_although_reads_still_show_its_predecessor()
    {
        await using var engine = await Engine.Start();
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
    public async Task A_preview_of_a_replacement_warns_of_what_goes()
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs());
        var news = engine.Inputs(user: "deploy-bot");
        engine.Diff(stored, news);

        await engine.PreviewCreate(news);

        var warning = Assert.Single(engine.Warnings);
        Assert.Contains(stored.Id, warning, StringComparison.Ordinal);
        Assert.Contains("credentials are revoked at once", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replacement_whose_predecessor_keeps_its_secrets_is_refused_in_preview()
    {
        await using var engine = await Engine.Start();
        var kept = engine.Inputs().With("deleteSecretsOnDelete", false);
        var stored = await engine.Create(kept);
        engine.NewRun();
        var news = engine.Inputs(user: "deploy-bot");
        engine.Diff(stored, news);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(news));

        Assert.Contains("CI_ID", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData("ldap-password", true)]
    [InlineData("ldap-password", false)]
    [InlineData("hp-ilo-local-account", true)]
    [InlineData("windows-local-account", false)]
    public async Task What_cannot_be_changed_is_sent_as_it_is_stored(string slug, bool isSaidAtFirst)
    {
        await using var engine = await Engine.Start(new EmulatorOptions { Seed = Seed.WithEveryApp() }, PackageInfo.Token(Contracts.Type(slug).TypeName));
        var field = Contracts.Type(slug).Parameters.Single(one => one.Name == "rotationMethod");
        var requirements = PropertyMap.Empty.With("length", 20d).With(
            "required", PropertyMap.Empty.With("lowercase", 1d).With("uppercase", 1d).With("digits", 1d).With("symbols", 0d));
        var silent = Parameters(Contracts.Inputs(slug), parameters => parameters.Without(field.Name));
        var said = Parameters(silent, parameters => parameters.With(field.Name, field.Default!));
        var stored = await engine.Create(isSaidAtFirst ? said : silent);

        var updated = await engine.Update(stored, Parameters(isSaidAtFirst ? silent : said, parameters => parameters.With("passwordRequirements", requirements)));

        Assert.Equal(requirements, ((PropertyValue.Map)((PropertyValue.Map)updated.Outputs["parameters"]).Properties["passwordRequirements"]).Properties);
    }

    [Fact]
    public async Task A_change_of_a_due_rotation_and_a_trigger_rotate_once_together()
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Set(engine.Server.Clock.GetUtcNow().AddDays(32));
        engine.NewRun();

        var updated = await engine.Update(
            (await engine.Read(stored))!, engine.Inputs().With("description", "x").With("rotateTriggers", PropertyMap.Empty.With("by", "1")));

        Assert.NotEqual(stored.Text("credentialVersion"), updated.Text("credentialVersion"));
        Assert.Empty(engine.Server.Requests.To("POST", $"{Route}/{stored.Id}/rotate-secrets"));
        Assert.Equal(new PropertyValue.Number(1), updated.Outputs["activeIndex"]);
        Assert.Equal(2, engine.Server.World.Keys.Length);
    }

    [Fact]
    public async Task A_gateways_error_is_waited_out_and_blindness_is_told()
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.Faults.On("POST", $"{Route}/{stored.Id}/rotate-secrets", Fault.Error(504, "GatewayTimeout", "too slow"));
        engine.Server.Faults.On("GET", $"{Route}/{stored.Id}", Fault.Error(500, "InternalServerError", "Something went wrong"), nth: 2, times: 100);

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Update(stored, engine.Inputs().With("rotateTriggers", PropertyMap.Empty.With("by", "1"))));

        Assert.Contains("is not known", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("untouched", refusal.Message, StringComparison.Ordinal);
        Assert.True(engine.Server.Requests.To("GET", $"{Route}/{stored.Id}").Length > 6);
    }

    [Fact]
    public async Task A_delete_of_which_nothing_can_be_seen_does_not_say_that_it_is_still_there()
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("DELETE", Route, Fault.CutAfterHandling);
        engine.Server.Faults.On("GET", Route, Fault.Error(403, "PermissionDenied", "No"), times: 100);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains("is not known", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("still there", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_secrets_of_one_name_are_refused_for_a_type_of_which_nothing_is_known()
    {
        await using var engine = await Engine.Start(token: Generic);
        var inputs = engine.Inputs().With("type", "shiny-new-key").With("secretsMapping", PropertyMap.Empty.With("a", "A").With("b", "A"));

        var answer = engine.Provider.Check(new CheckCall(Generic, "r", engine.Urn("r"), PropertyMap.Empty, inputs, null));

        Assert.Equal("secretsMapping.b", Assert.Single(answer.Failures).Property);
    }

    [Fact]
    public async Task A_move_takes_its_old_names_along_and_a_preview_knows()
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.Add(new SeedSecret("prod", "/", "CI_ID", "held by hand"));
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewUpdate(
            stored, engine.Inputs(prefix: "OTHER").With("environment", "prod").With("secretPath", "/")));

        Assert.Contains("CI_ID", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_answer_leaves_out_is_not_a_reason_to_replace()
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.Faults.On("GET", $"{Route}/{stored.Id}", Fault.Answer(200, $$$"""{"secretRotation":{"id":"{{{stored.Id}}}","type":"aws-iam-user-secret","name":"ci-key"}}"""));

        var read = await engine.Read(stored);

        Assert.Empty(engine.Diff(read!, engine.Inputs()));
    }

    [Fact]
    public async Task A_failed_look_is_not_kept_for_the_next_resource()
    {
        await using var engine = await Engine.Start();
        engine.Server.Faults.On("GET", "/api/v2/secret-rotations", Fault.Error(500, "InternalServerError", "Something went wrong"), times: 2);
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs("first", prefix: "A"), "first"));
        Assert.Contains("Listing the rotations of project", refusal.Message, StringComparison.Ordinal);

        await engine.Create(engine.Inputs("second", "deploy-bot", "B"), "second");

        Assert.Contains(engine.Server.World.Rotations, rotation => rotation.Name == "second");
    }

    [Fact]
    public async Task One_process_sees_what_it_changed_itself()
    {
        await using var engine = await Engine.Start();
        var one = await engine.Create(engine.Inputs("one", prefix: "A"));
        var two = await engine.Create(engine.Inputs("two", "deploy-bot", "B"), "two");
        await Task.WhenAll(engine.Read(one), engine.Read(two));

        await engine.Update(one, engine.Inputs("one", prefix: "A").With("description", "changed"));
        await engine.Delete(two);

        Assert.Equal("changed", (await engine.Read(one))!.Text("description"));
        Assert.Null(await engine.Read(two));
        await Assert.ThrowsAsync<RefusalException>(() => engine.Provider.Create(
            new CreateCall(engine.Token, "three", engine.Urn("three"), engine.Inputs("one", prefix: "C"), IsPreview: true), engine.Context));
    }

    [Fact]
    public async Task The_longest_interval_is_told_and_not_a_failure_of_the_provider()
    {
        await using var engine = await Engine.Start();

        Assert.NotNull(await engine.PreviewCreate(engine.Inputs().With("rotationInterval", (double)int.MaxValue)));
    }

    [Theory]
    [InlineData("../../x")]
    [InlineData("./dev/x")]
    [InlineData("p/dev/../x")]
    public async Task An_id_that_leads_elsewhere_is_refused(string id)
    {
        await using var engine = await Engine.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Import(id));

        Assert.Contains("is no id of a rotation", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_answer_to_a_change_is_found_although_the_server_drops_what_it_does_not_know()
    {
        const string Slug = "snowflake-user-key-pair";
        var type = Contract.Read(Slug, "type.json").AsObject();
        type["parameters"]!.AsArray().RemoveAt(1);
        await using var engine = await Engine.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp(), OtherTypes = { [Slug] = type } }, PackageInfo.Token(Contracts.Type(Slug).TypeName));
        var stored = await engine.Create(Contracts.Inputs(Slug));
        engine.Server.Faults.On("PATCH", "/api/v2/secret-rotations", Fault.CutAfterHandling);

        var updated = await engine.Update(
            stored, Parameters(Contracts.Inputs(Slug), parameters => parameters.With("modulusLength", 4096d)).With("description", "new"));

        Assert.Equal("new", updated.Text("description"));
        Assert.Single(engine.Server.Requests.To("PATCH", "/api/v2/secret-rotations"));
    }

    private static PropertyMap Parameters(PropertyMap inputs, Func<PropertyMap, PropertyMap> change) =>
        inputs.With("parameters", change(((PropertyValue.Map)inputs["parameters"]).Properties));
}
