using System.Text.Json.Nodes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Lifecycle;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Lifecycle;

/// <summary>What a machine, an engine or a newer version brings along must not change what there is.</summary>
public sealed class InputDefaultsTests
{
    [Fact]
    public async Task Another_machines_environment_neither_moves_nor_replaces()
    {
        await using var engine = await Engine.Start();
        var first = Check(engine, "INFISICAL_PROJECT_ID", "project-a", PropertyMap.Empty);

        var second = Check(engine, "INFISICAL_PROJECT_ID", "project-b", first);

        Assert.Equal(new PropertyValue.Text("project-a"), first["projectId"]);
        Assert.Equal(new PropertyValue.Text("project-a"), second["projectId"]);
    }

    [Fact]
    public async Task A_replacement_stays_where_its_predecessor_was()
    {
        await using var engine = await Engine.Start();
        using var provider = new InfisicalProvider(TimeProvider.System, name => name == "INFISICAL_ENVIRONMENT" ? "prod" : null);
        provider.Configure(PropertyMap.Empty);
        var olds = engine.Inputs();
        var news = engine.Inputs(user: "deploy-bot").Without("environment");
        provider.Diff(new DiffCall(engine.Token, engine.Urn("r"), "id", olds, olds, news.With("environment", "dev"), []));

        var second = provider.Check(new CheckCall(engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, news, null)).Inputs;

        Assert.Equal(new PropertyValue.Text("dev"), second["environment"]);
    }

    [Fact]
    public async Task What_a_newer_server_adds_to_an_item_of_a_list_is_no_change()
    {
        const string Slug = "cloudflare-r2-access-key";
        var type = Contract.Read(Slug, "type.json").AsObject();
        type["parameters"]!.AsArray().Single(field => field!["name"]!.GetValue<string>() == "buckets")!["items"]!["fields"]!.AsArray()
            .Add(new JsonObject { ["name"] = "addedByServer", ["kind"] = "text", ["default"] = "x" });
        await using var engine = await Engine.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp(), OtherTypes = { [Slug] = type } }, PackageInfo.Token(Contracts.Type(Slug).TypeName));
        var stored = await engine.Create(Contracts.Inputs(Slug));

        var read = await engine.Read(stored);

        Assert.Contains("addedByServer", Printed.Text(read!.Outputs["parameters"]), StringComparison.Ordinal);
        Assert.Equal(stored.Inputs, read.Inputs);
        Assert.Empty(engine.Diff(read, Contracts.Inputs(Slug)));
    }

    [Fact]
    public async Task Another_project_in_the_configuration_counts()
    {
        await using var engine = await Engine.Start();
        engine.NewRun(engine.Configuration().With("projectId", "project-b"));

        var inputs = engine.Check(engine.Inputs().Without("projectId"), engine.Inputs().With("projectId", "project-a"));

        Assert.Equal(new PropertyValue.Text("project-b"), inputs["projectId"]);
    }

    [Theory]
    [InlineData("rotationInterval")]
    [InlineData("rotateTriggers")]
    [InlineData("rotateTriggers.by")]
    [InlineData("rotateTriggers[\"by\"]")]
    [InlineData("rotateTriggers[*]")]
    public async Task What_is_to_be_ignored_is_no_change(string ignored)
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs().With("rotateTriggers", PropertyMap.Empty.With("by", "1")));
        var news = ignored == "rotationInterval"
            ? stored.Inputs.With("rotationInterval", 60d)
            : stored.Inputs.With("rotateTriggers", PropertyMap.Empty.With("by", "2"));
        engine.Server.Requests.Clear();

        var diff = engine.Provider.Diff(new DiffCall(engine.Token, engine.Urn("r"), stored.Id, stored.Inputs, stored.Outputs, news, [ignored]));
        await engine.Provider.Update(
            new UpdateCall(engine.Token, "r", engine.Urn("r"), stored.Id, stored.Inputs, stored.Outputs, news, [ignored], IsPreview: false), engine.Context);

        Assert.Empty(diff.Changes);
        Assert.DoesNotContain(engine.Server.Requests.All, request => request.Method is "POST" or "PATCH" && !request.Path.Contains("/auth/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unfinished_update_of_a_rotation_that_is_gone_says_so()
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs());
        await engine.Delete(stored);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, stored.Inputs));

        Assert.Contains("pulumi refresh", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_proposal_for_a_name_is_none()
    {
        await using var engine = await Engine.Start();
        var call = new CheckCall(
            engine.Token, "My Key", engine.Urn("My Key"), PropertyMap.Empty, engine.Inputs().Without("name"), new AutoNaming(AutoNamingMode.Propose, ""));

        var answer = engine.Provider.Check(call);

        Assert.Empty(answer.Failures);
        Assert.Equal(new PropertyValue.Text("my-key"), answer.Inputs["name"]);
    }

    [Fact]
    public async Task A_configuration_of_a_newer_version_does_not_stop_a_destroy()
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun(engine.Configuration().With("fromTheFuture", true));

        await engine.Delete(stored);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task The_same_configuration_in_another_form_is_no_change()
    {
        await using var engine = await Engine.Start();
        var before = PropertyMap.Empty
            .With("maxRetries", "3").With("refreshBeforeUpdate", "true").With("auth", """{ "token": {"accessToken": "t"} }""").With("host", "https://a.example");
        var after = PropertyMap.Empty
            .With("maxRetries", 3d).With("auth", new PropertyValue.Secret(PropertyMap.Empty.With("token", PropertyMap.Empty.With("accessToken", "t")))).With("host", "https://b.example");

        var answer = engine.Provider.DiffConfig(before, after);

        Assert.Equal("host", Assert.Single(answer.Changes).Path);
    }

    [Fact]
    public void A_login_that_is_not_known_yet_is_not_replaced_by_the_machines_own()
    {
        var args = PropertyMap.Empty.With("auth", PropertyMap.Empty.With("token", PropertyMap.Empty.With("accessToken", PropertyValue.Unknown.Instance)));

        var settings = ProviderSettings.From(args, name => name == "INFISICAL_TOKEN" ? "t" : null, _ => "");

        Assert.Null(settings.Credentials);
        Assert.Null(settings.EnvironmentCredentials);
    }

    [Theory]
    [InlineData("temporaryParameter")]
    [InlineData("password")]
    [InlineData("somewhereElse")]
    public async Task A_secret_under_a_wrong_name_is_not_named_to_the_engine(string name)
    {
        await using var engine = await Engine.Start();
        PropertyValue value = name == "password" ? "hunter2" : PropertyMap.Empty.With("password", "hunter2");

        var answer = engine.Provider.Check(new CheckCall(engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs().With(name, value), null));

        var failure = Assert.Single(answer.Failures);
        Assert.Empty(failure.Property);
        Assert.StartsWith($"{name} is not", failure.Reason, StringComparison.Ordinal);
    }

    private static PropertyMap Check(Engine engine, string variable, string value, PropertyMap olds)
    {
        using var provider = new InfisicalProvider(TimeProvider.System, name => name == variable ? value : null);
        provider.Configure(PropertyMap.Empty);
        return provider.Check(new CheckCall(engine.Token, "r", engine.Urn("r"), olds, engine.Inputs().Without("projectId"), null)).Inputs;
    }
}
