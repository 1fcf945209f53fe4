using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>Defaults from the configuration and the environment of the machine.</summary>
public sealed class InputDefaultsTests
{
    [Fact]
    public async Task Another_environment_variable_keeps_the_stored_project()
    {
        await using var engine = await ProviderHarness.Start();
        var first = Check(engine, "INFISICAL_PROJECT_ID", "project-a", PropertyMap.Empty);

        var second = Check(engine, "INFISICAL_PROJECT_ID", "project-b", first);

        Assert.Equal(new PropertyValue.Text("project-a"), first["projectId"]);
        Assert.Equal(new PropertyValue.Text("project-a"), second["projectId"]);
    }

    [Fact]
    public async Task A_replacement_stays_in_the_place_of_its_predecessor()
    {
        await using var engine = await ProviderHarness.Start();
        using var provider = new InfisicalProvider(
            TimeProvider.System, name => name == "INFISICAL_ENVIRONMENT" ? "prod" : null);
        provider.Configure(PropertyMap.Empty);
        var olds = engine.Inputs();
        var news = engine.Inputs(user: "deploy-bot").Without("environment");
        provider.Diff(
            new DiffCall(engine.Token, engine.Urn("r"), "id", olds, olds, news.With("environment", "dev"), []));

        var second =
            provider.Check(new CheckCall(engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, news, null)).Inputs;

        Assert.Equal(new PropertyValue.Text("dev"), second["environment"]);
    }

    [Fact]
    public async Task Another_project_in_the_configuration_is_used()
    {
        await using var engine = await ProviderHarness.Start();
        engine.NewRun(engine.Configuration().With("projectId", "project-b"));

        var inputs = engine.Check(engine.Inputs().Without("projectId"), engine.Inputs().With("projectId", "project-a"));

        Assert.Equal(new PropertyValue.Text("project-b"), inputs["projectId"]);
    }

    private static PropertyMap Check(ProviderHarness engine, string variable, string value, PropertyMap olds)
    {
        using var provider = new InfisicalProvider(TimeProvider.System, name => name == variable ? value : null);
        provider.Configure(PropertyMap.Empty);
        var news = engine.Inputs().Without("projectId");
        return provider.Check(new CheckCall(engine.Token, "r", engine.Urn("r"), olds, news, null)).Inputs;
    }
}
