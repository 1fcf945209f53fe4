using Infisical.Emulator;
using Pulumi.InfisicalRotation.Lifecycle;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Lifecycle;

/// <summary>Inputs that passed the check and then failed, or showed what they must not.</summary>
public sealed class CheckFailureTests
{
    private const string Generic = "infisical-rotation:index:SecretRotation";

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task A_blank_name_is_refused_at_the_name(string name)
    {
        await using var engine = await Engine.Start();

        var answer = engine.Provider.Check(new CheckCall(engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs(name), null));

        Assert.Equal("name", Assert.Single(answer.Failures).Property);
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:user/ci-bot")]
    [InlineData("team/ci-bot")]
    public async Task An_ARN_is_no_user_name(string name)
    {
        await using var engine = await Engine.Start();

        var answer = engine.Provider.Check(new CheckCall(engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs(user: name), null));

        Assert.Equal("parameters.userName", Assert.Single(answer.Failures).Property);
    }

    [Fact]
    public async Task A_component_cannot_be_imported_and_says_what_can()
    {
        await using var engine = await Engine.Start(token: "infisical-rotation:index:RotatedAwsIamUser");

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Import(Guid.NewGuid().ToString()));

        Assert.Contains("import the rotation below it", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_type_is_told_with_the_nearest()
    {
        await using var engine = await Engine.Start(token: Generic);

        await engine.PreviewCreate(engine.Inputs().With("type", "aws-iam-user-secrets"));

        Assert.Contains("Did you mean aws-iam-user-secret?", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_null_behind_a_mark_is_no_name()
    {
        await using var engine = await Engine.Start();

        var stored = await engine.Create(engine.Inputs().With("name", new PropertyValue.Secret(PropertyValue.Null.Instance)), "from-resource");

        Assert.Equal("from-resource", stored.Text("name"));
    }

    [Fact]
    public async Task A_claim_on_a_secret_name_is_told_without_it()
    {
        await using var engine = await Engine.Start();
        var inputs = engine.Inputs("hidden-name", prefix: "HIDDEN");
        inputs = inputs.With("name", new PropertyValue.Secret(inputs["name"])).With("secretsMapping", new PropertyValue.Secret(inputs["secretsMapping"]));
        engine.Check(inputs, null, "first");

        var answer = engine.Provider.Check(new CheckCall(engine.Token, "second", engine.Urn("second"), PropertyMap.Empty, inputs, null));

        Assert.Equal(3, answer.Failures.Length);
        Assert.All(answer.Failures, failure => Assert.Empty(failure.Property));
        Assert.DoesNotContain(answer.Failures, failure => failure.Reason.Contains("hidden", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_only_the_engine_can_hold_is_refused_where_it_would_be_sent()
    {
        await using var engine = await Engine.Start(token: Generic);
        var asset = new PropertyValue.Opaque("c44067f5952c0a294b673a41bacd8c17", PropertyMap.Empty.With("hash", "1"));
        var inputs = engine.Inputs().With("type", "shiny-new-key").With("parameters", PropertyMap.Empty.With("x", asset));

        var answer = engine.Provider.Check(new CheckCall(Generic, "r", engine.Urn("r"), PropertyMap.Empty, inputs, null));

        Assert.Equal("parameters", Assert.Single(answer.Failures).Property);
    }

    [Fact]
    public async Task A_preview_tells_values_in_the_form_in_which_they_come_back()
    {
        await using var engine = await Engine.Start();
        var inputs = engine.Inputs(" ci-key ").With("secretPath", "/services/");

        var told = (await engine.PreviewCreate(inputs)).Outputs;
        var stored = await engine.Create(inputs);

        Assert.Equal((stored.Outputs["name"], stored.Outputs["secretPath"]), (told["name"], told["secretPath"]));
    }

    [Fact]
    public async Task A_list_of_the_generic_resource_has_all_types_and_pages_of_the_size_that_was_asked()
    {
        await using var engine = await Engine.Start(token: Generic);
        foreach (var name in new[] { "a", "b", "c" })
        {
            engine.Server.World.Add(new SeedIamUser(name));
            await engine.Create(engine.Inputs(name, name, name.ToUpperInvariant()).With("type", "aws-iam-user-secret"), name);
        }

        engine.NewRun();
        var query = PropertyMap.Empty.With("projectId", engine.Server.Seed.Project.Id);
        var first = await engine.Provider.List(new ListCall(Generic, query, Limit: 0, PageSize: 2, ""), engine.Context);
        var rest = await engine.Provider.List(new ListCall(Generic, query, Limit: 0, PageSize: 2, first.ContinuationToken), engine.Context);

        Assert.Equal(["a", "b"], first.Resources.Select(resource => resource.Name));
        Assert.Equal(["c"], rest.Resources.Select(resource => resource.Name));
        Assert.Empty(rest.ContinuationToken);
    }
}
