using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>Ids and paths that would change a request are refused.</summary>
public sealed class HostileInputsTests
{
    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("a\\b")]
    [InlineData("%2e%2e")]
    [InlineData("a\nb")]
    [InlineData("a\u202eb")]
    public async Task An_id_that_would_change_a_path_is_refused_at_its_property(string id)
    {
        await using var engine = await ProviderHarness.Start();

        var errors = engine.Provider.Check(new CheckCall(
            engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs().With("projectId", id), null)).Errors;

        Assert.Equal("projectId", Assert.Single(errors).Path);
        Assert.Equal(
            "projectId",
            Assert.Single(engine.Provider.CheckConfig(
                PropertyMap.Empty, PropertyMap.Empty.With("projectId", id)).Errors).Path);
    }

    [Theory]
    [InlineData("secretPath", "/a/../b")]
    [InlineData("secretPath", "/./a")]
    [InlineData("secretPath", "/a\nb")]
    [InlineData("environment", "..")]
    [InlineData("connectionId", "+1111111-1111-4111-8111-111111111111")]
    public async Task A_path_or_id_of_another_form_is_refused_at_its_property(string input, string text)
    {
        await using var engine = await ProviderHarness.Start();

        var errors = engine.Provider.Check(new CheckCall(
            engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs().With(input, text), null)).Errors;

        Assert.Equal(input, Assert.Single(errors).Path);
    }
}
