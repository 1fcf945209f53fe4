using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>Inputs that Check must refuse, at the property that is wrong.</summary>
public sealed class CheckFailureTests
{
    private const string Generic = "infisical-rotation:index:SecretRotation";

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task A_blank_name_is_refused_at_the_name(string name)
    {
        await using var engine = await ProviderHarness.Start();

        var answer = engine.Provider.Check(new CheckCall(engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs(name), null));

        Assert.Equal("name", Assert.Single(answer.Errors).Path);
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:user/ci-bot")]
    [InlineData("team/ci-bot")]
    public async Task An_ARN_is_no_user_name(string name)
    {
        await using var engine = await ProviderHarness.Start();

        var answer = engine.Provider.Check(new CheckCall(engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs(user: name), null));

        Assert.Equal("parameters.userName", Assert.Single(answer.Errors).Path);
    }

    [Fact]
    public async Task What_only_the_engine_can_hold_is_refused_where_it_would_be_sent()
    {
        await using var engine = await ProviderHarness.Start(token: Generic);
        var asset = new PropertyValue.Opaque("c44067f5952c0a294b673a41bacd8c17", PropertyMap.Empty.With("hash", "1"));
        var inputs = engine.Inputs().With("type", "shiny-new-key").With("parameters", PropertyMap.Empty.With("x", asset));

        var answer = engine.Provider.Check(new CheckCall(Generic, "r", engine.Urn("r"), PropertyMap.Empty, inputs, null));

        Assert.Equal("parameters", Assert.Single(answer.Errors).Path);
    }

    [Fact]
    public async Task Two_secrets_of_one_name_are_refused_for_a_type_of_which_nothing_is_known()
    {
        await using var engine = await ProviderHarness.Start(token: Generic);
        var inputs = engine.Inputs().With("type", "shiny-new-key").With("secretsMapping", PropertyMap.Empty.With("a", "A").With("b", "A"));

        var answer = engine.Provider.Check(new CheckCall(Generic, "r", engine.Urn("r"), PropertyMap.Empty, inputs, null));

        Assert.Equal("secretsMapping.b", Assert.Single(answer.Errors).Path);
    }

    [Theory]
    [InlineData("ci bot")]
    [InlineData("ci:bot")]
    [InlineData("b\u00e4r")]
    public async Task A_name_that_IAM_cannot_have_is_refused_before_anything_is_replaced(string user)
    {
        await using var engine = await ProviderHarness.Start();

        var failure = Assert.Single(engine.Provider.Check(
            new CheckCall(engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs(user: user), null)).Errors);

        Assert.Equal("parameters.userName", failure.Path);
    }

    [Fact]
    public async Task What_is_missing_is_told_in_one_sentence()
    {
        await using var engine = await ProviderHarness.Start();

        var failure = Assert.Single(engine.Provider.Check(
            new CheckCall(engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs().Without("connectionId"), null)).Errors);

        Assert.Equal("connectionId", failure.Path);
        Assert.DoesNotContain("A change", failure.Reason, StringComparison.Ordinal);
    }
}
