using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

public sealed class RotationCheckTests
{
    private const string Generic = "infisical-rotation:index:SecretRotation";

    [Theory]
    [InlineData("Ci Key_1", "ci-key-1")]
    [InlineData("--A--", "a")]
    public void The_default_name_is_the_resource_name_as_a_slug(string resource, string name) =>
        Assert.Equal(new PropertyValue.Text(name), Check(resource, null).Inputs["name"]);

    [Fact]
    public void An_automatic_name_is_kept() =>
        Assert.Equal(
            new PropertyValue.Text("before"),
            Check("r", null, PropertyMap.Empty.With("name", "before")).Inputs["name"]);

    [Fact]
    public void The_auto_naming_options_of_the_stack_are_applied()
    {
        Assert.Equal(
            new PropertyValue.Text("dev-r"),
            Check("r", new AutoNaming(AutoNamingMode.Propose, "Dev_R")).Inputs["name"]);
        Assert.Equal(
            new PropertyValue.Text("exact"),
            Check("r", new AutoNaming(AutoNamingMode.Enforce, "exact")).Inputs["name"]);
        Assert.Equal(
            "name", Assert.Single(Check("r", new AutoNaming(AutoNamingMode.Enforce, "Not A Slug")).Errors).Path);
        Assert.Equal("name", Assert.Single(Check("r", new AutoNaming(AutoNamingMode.Disable, "")).Errors).Path);
    }

    [Fact]
    public void Project_and_environment_come_from_the_provider_where_the_resource_has_none()
    {
        using var provider = Provider(PropertyMap.Empty.With("projectId", "p-1").With("environment", "prod"));

        var answer = provider.Check(
            Call("r", Inputs().Without("projectId").Without("environment"), null, PropertyMap.Empty));

        Assert.Empty(answer.Errors);
        Assert.Equal(
            (new PropertyValue.Text("p-1"), new PropertyValue.Text("prod")),
            (answer.Inputs["projectId"], answer.Inputs["environment"]));
    }

    [Fact]
    public void A_check_of_checked_inputs_changes_nothing()
    {
        var once = Check("r", null).Inputs;

        Assert.Equal(once, Check("r", null, once, once).Inputs);
    }

    [Fact]
    public void Two_resources_with_one_name_or_secret_are_reported_without_a_request()
    {
        using var provider = Provider(PropertyMap.Empty);
        provider.Check(Call("a", Inputs(), null, PropertyMap.Empty));

        var failures = provider.Check(Call("b", Inputs().With("name", "other"), null, PropertyMap.Empty)).Errors;

        Assert.Equal(
            ["secretsMapping.accessKeyId", "secretsMapping.secretAccessKey"], failures.Select(failure => failure.Path));
        Assert.Contains("::a", failures[0].Reason, StringComparison.Ordinal);
        Assert.Empty(provider.Check(Call("a", Inputs(), null, PropertyMap.Empty)).Errors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task A_blank_name_is_refused_at_the_name(string name)
    {
        await using var engine = await ProviderHarness.Start();

        var answer = engine.Provider.Check(
            new CheckCall(engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs(name), null));

        Assert.Equal("name", Assert.Single(answer.Errors).Path);
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:user/ci-bot")]
    [InlineData("team/ci-bot")]
    public async Task An_ARN_is_no_user_name(string name)
    {
        await using var engine = await ProviderHarness.Start();

        var answer = engine.Provider.Check(
            new CheckCall(engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs(user: name), null));

        Assert.Equal("parameters.userName", Assert.Single(answer.Errors).Path);
    }

    [Fact]
    public async Task A_value_that_only_the_engine_can_hold_is_refused_at_its_path()
    {
        await using var engine = await ProviderHarness.Start(token: Generic);
        var asset = new PropertyValue.Opaque("c44067f5952c0a294b673a41bacd8c17", PropertyMap.Empty.With("hash", "1"));
        var inputs = engine.Inputs()
            .With("type", "shiny-new-key")
            .With("parameters", PropertyMap.Empty.With("x", asset));

        var answer = engine.Provider.Check(
            new CheckCall(Generic, "r", engine.Urn("r"), PropertyMap.Empty, inputs, null));

        Assert.Equal("parameters", Assert.Single(answer.Errors).Path);
    }

    [Fact]
    public async Task Two_secrets_of_one_name_are_refused_for_an_unknown_type()
    {
        await using var engine = await ProviderHarness.Start(token: Generic);
        var inputs = engine.Inputs()
            .With("type", "shiny-new-key")
            .With("secretsMapping", PropertyMap.Empty.With("a", "A").With("b", "A"));

        var answer = engine.Provider.Check(
            new CheckCall(Generic, "r", engine.Urn("r"), PropertyMap.Empty, inputs, null));

        Assert.Equal("secretsMapping.b", Assert.Single(answer.Errors).Path);
    }

    [Theory]
    [InlineData("ci bot")]
    [InlineData("ci:bot")]
    [InlineData("b\u00e4r")]
    public async Task A_name_that_IAM_does_not_accept_is_refused_by_the_check(string user)
    {
        await using var engine = await ProviderHarness.Start();

        var failure = Assert.Single(engine.Provider.Check(
            new CheckCall(
                engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs(user: user), null)).Errors);

        Assert.Equal("parameters.userName", failure.Path);
    }

    [Fact]
    public async Task A_missing_input_is_reported_in_one_sentence()
    {
        await using var engine = await ProviderHarness.Start();

        var failure = Assert.Single(engine.Provider.Check(
            new CheckCall(
                engine.Token,
                "r",
                engine.Urn("r"),
                PropertyMap.Empty,
                engine.Inputs().Without("connectionId"),
                null)).Errors);

        Assert.Equal("connectionId", failure.Path);
        Assert.DoesNotContain("A change", failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("projectId")]
    [InlineData("environment")]
    public async Task What_neither_the_program_nor_the_configuration_gives_is_required(string name)
    {
        await using var engine = await ProviderHarness.Start();

        var error = Assert.Single(engine.Provider.Check(new CheckCall(
            engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs().Without(name), null)).Errors);

        Assert.Equal(name, error.Path);
        Assert.Contains("required", error.Reason, StringComparison.Ordinal);
    }

    private static CheckAnswer Check(
        string resource, AutoNaming? naming, PropertyMap? olds = null, PropertyMap? news = null)
    {
        using var provider = Provider(PropertyMap.Empty);
        return provider.Check(Call(resource, news ?? Inputs(), naming, olds ?? PropertyMap.Empty));
    }

    private static InfisicalProvider Provider(PropertyMap configuration)
    {
        var provider = new InfisicalProvider(TimeProvider.System, _ => null);
        provider.Configure(configuration);
        return provider;
    }

    private static CheckCall Call(string name, PropertyMap inputs, AutoNaming? naming, PropertyMap olds) =>
        new(
            ProviderHarness.AwsToken,
            name,
            $"urn:pulumi:dev::test::{ProviderHarness.AwsToken}::{name}",
            olds,
            inputs,
            naming);

    // Complete inputs pause the rotation, which no limit on the age allows.
    private static PropertyMap Inputs() =>
        EveryField.Complete("AwsIamUserSecretRotation").Without("name").Without("complianceMaxAgeDays");

    [Fact]
    public async Task A_marked_name_that_two_resources_claim_is_not_shown()
    {
        await using var engine = await ProviderHarness.Start();
        var name = new PropertyValue.Secret("canary-name");
        engine.Check(engine.Inputs().With("name", name), null, "one");

        var errors = engine.Provider.Check(new CheckCall(
            engine.Token,
            "two",
            engine.Urn("two"),
            PropertyMap.Empty,
            engine.Inputs(user: "deploy-bot", prefix: "OTHER").With("name", name),
            null)).Errors;

        var error = Assert.Single(errors).ToString();
        Assert.Contains("name is already used by", error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-name", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "is \"ci-key\", which urn:", "names the secret \"CI_ID\" that urn:")]
    [InlineData(true, "is already used by urn:", "names a secret that urn:")]
    public async Task What_two_resources_claim_is_shown_unless_it_is_marked(bool isMarked, string name, string secret)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Check(engine.Inputs(), null, "one");
        var second = isMarked
            ? engine.Inputs()
                .With("name", new PropertyValue.Secret("ci-key"))
                .With("secretsMapping", new PropertyValue.Secret(engine.Inputs()["secretsMapping"]))
            : engine.Inputs();

        var errors = engine.Provider.Check(new CheckCall(
            engine.Token, "two", engine.Urn("two"), PropertyMap.Empty, second, null)).Errors;

        var said = errors.Select(error => $"{error.Path} {error.Reason}").ToList();
        Assert.Contains(said, text => text.Contains(name, StringComparison.Ordinal));
        Assert.Contains(said, text => text.Contains(secret, StringComparison.Ordinal));
    }
}
