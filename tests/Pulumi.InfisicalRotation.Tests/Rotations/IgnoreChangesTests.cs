using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

public sealed class IgnoreChangesTests
{
    [Theory]
    [InlineData("rotationInterval")]
    [InlineData("rotateTriggers")]
    [InlineData("rotateTriggers.by")]
    [InlineData("rotateTriggers[\"by\"]")]
    [InlineData("rotateTriggers[*]")]
    public async Task An_ignored_property_is_no_change(string ignored)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs().With("rotateTriggers", PropertyMap.Empty.With("by", "1")));
        var news = ignored == "rotationInterval"
            ? stored.Inputs.With("rotationInterval", 60d)
            : stored.Inputs.With("rotateTriggers", PropertyMap.Empty.With("by", "2"));
        engine.Server.Requests.Clear();

        var diff = engine.Provider.Diff(
            new DiffCall(engine.Token, engine.Urn("r"), stored.Id, stored.Inputs, stored.Outputs, news, [ignored]));
        await engine.Provider.Update(
            new UpdateCall(
                engine.Token, "r", stored.Id, stored.Inputs, stored.Outputs, news, [ignored], IsPreview: false),
            engine.Context);

        Assert.Empty(diff.Changes);
        Assert.DoesNotContain(
            engine.Server.Requests.All,
            request => request.Method is "POST" or "PATCH" &&
                !request.Path.Contains("/auth/", StringComparison.Ordinal));
    }
}
