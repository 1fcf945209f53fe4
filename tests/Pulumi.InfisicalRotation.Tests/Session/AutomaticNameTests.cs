using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

public sealed class AutomaticNameTests
{
    [Fact]
    public async Task An_empty_proposed_name_is_ignored()
    {
        await using var engine = await ProviderHarness.Start();
        var call = new CheckCall(
            engine.Token,
            "My Key",
            engine.Urn("My Key"),
            PropertyMap.Empty,
            engine.Inputs().Without("name"),
            new AutoNaming(AutoNamingMode.Propose, ""));

        var answer = engine.Provider.Check(call);

        Assert.Empty(answer.Errors);
        Assert.Equal(new PropertyValue.Text("my-key"), answer.Inputs["name"]);
    }

    [Fact]
    public async Task A_secret_null_is_no_name()
    {
        await using var engine = await ProviderHarness.Start();

        var stored = await engine.Create(
            engine.Inputs().With("name", new PropertyValue.Secret(PropertyValue.Null.Instance)), "from-resource");

        Assert.Equal("from-resource", stored.Text("name"));
    }
}
