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

    /// <summary>
    /// A replacement that the user asks for is created before its predecessor is deleted, one for a changed method after
    /// that: only then is the name free.
    /// </summary>
    [Theory]
    [InlineData(true, "rotator-2f1c")]
    [InlineData(false, "rotator")]
    public async Task A_replaced_connection_keeps_its_name_only_where_it_is_deleted_first(bool isAskedFor, string expected)
    {
        await using var engine = await ConnectionHarness.Start("aws");
        var stored = await engine.Create(ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey));
        engine.NewRun();
        engine.DiffBeforeProgram(stored);
        var inputs = PropertyMap.Empty
            .With("method", "assume-role")
            .With("credentials", PropertyMap.Empty.With("roleArn", AwsHarness.BotArn));
        if (!isAskedFor)
        {
            engine.Diff(stored, inputs);
        }

        var answer = engine.Provider.Check(new CheckCall(
            engine.Token,
            "r",
            engine.Urn("r"),
            PropertyMap.Empty,
            inputs,
            new AutoNaming(AutoNamingMode.Propose, "rotator-2f1c")));

        Assert.Equal(new PropertyValue.Text(expected), answer.Inputs["name"]);
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
