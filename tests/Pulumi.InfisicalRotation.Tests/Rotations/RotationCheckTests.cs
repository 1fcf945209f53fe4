using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

public sealed class RotationCheckTests
{
    [Theory]
    [InlineData("Ci Key_1", "ci-key-1")]
    [InlineData("--A--", "a")]
    public void The_default_name_is_the_resources_in_the_servers_form(string resource, string name) =>
        Assert.Equal(new PropertyValue.Text(name), Check(resource, null).Inputs["name"]);

    [Fact]
    public void A_name_stays_once_it_was_given() =>
        Assert.Equal(new PropertyValue.Text("before"), Check("r", null, PropertyMap.Empty.With("name", "before")).Inputs["name"]);

    [Fact]
    public void Automatic_naming_of_the_stack_is_honoured()
    {
        Assert.Equal(new PropertyValue.Text("dev-r"), Check("r", new AutoNaming(AutoNamingMode.Propose, "Dev_R")).Inputs["name"]);
        Assert.Equal(new PropertyValue.Text("exact"), Check("r", new AutoNaming(AutoNamingMode.Enforce, "exact")).Inputs["name"]);
        Assert.Equal("name", Assert.Single(Check("r", new AutoNaming(AutoNamingMode.Enforce, "Not A Slug")).Errors).Path);
        Assert.Equal("name", Assert.Single(Check("r", new AutoNaming(AutoNamingMode.Disable, "")).Errors).Path);
    }

    [Fact]
    public void Project_and_environment_come_from_the_provider_where_the_resource_has_none()
    {
        using var provider = Provider(PropertyMap.Empty.With("projectId", "p-1").With("environment", "prod"));

        var answer = provider.Check(Call("r", Inputs().Without("projectId").Without("environment"), null, PropertyMap.Empty));

        Assert.Empty(answer.Errors);
        Assert.Equal((new PropertyValue.Text("p-1"), new PropertyValue.Text("prod")), (answer.Inputs["projectId"], answer.Inputs["environment"]));
    }

    [Fact]
    public void A_check_of_what_was_checked_changes_nothing()
    {
        var once = Check("r", null).Inputs;

        Assert.Equal(once, Check("r", null, once, once).Inputs);
    }

    [Fact]
    public void Two_resources_that_claim_one_name_or_secret_are_told_before_anything_is_asked()
    {
        using var provider = Provider(PropertyMap.Empty);
        provider.Check(Call("a", Inputs(), null, PropertyMap.Empty));

        var failures = provider.Check(Call("b", Inputs().With("name", "other"), null, PropertyMap.Empty)).Errors;

        Assert.Equal(["secretsMapping.accessKeyId", "secretsMapping.secretAccessKey"], failures.Select(failure => failure.Path));
        Assert.Contains("::a", failures[0].Reason, StringComparison.Ordinal);
        Assert.Empty(provider.Check(Call("a", Inputs(), null, PropertyMap.Empty)).Errors);
    }

    private static CheckAnswer Check(string resource, AutoNaming? naming, PropertyMap? olds = null, PropertyMap? news = null)
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
        new(ProviderHarness.AwsToken, name, $"urn:pulumi:dev::test::{ProviderHarness.AwsToken}::{name}", olds, inputs, naming);

    private static PropertyMap Inputs() => EveryField.Complete("AwsIamUserSecretRotation").Without("name");
}
