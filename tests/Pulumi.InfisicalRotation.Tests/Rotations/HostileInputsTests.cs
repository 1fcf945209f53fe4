using CsCheck;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>A check reports what is wrong with any inputs, and never fails itself.</summary>
public sealed class HostileInputsTests
{
    private static readonly Gen<PropertyValue> Scalars = Gen.OneOf<PropertyValue>(
        PropertyValue.Null.Instance, PropertyValue.Unknown.Instance, true, false, 0d, -1d, 1e300, 0.5, double.NaN,
        double.PositiveInfinity, double.NegativeInfinity, "", " ", ".", "..", "a/../b", "/", "//", "/..", "a?b#c%2e",
        "\u001b[31m", "\n", "\u202e", "<{%fg 1%}>", "\ud800", new string('x', 5000), "{", "[", "{{a}}",
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "c0ffee00-0000-4000-8000-000000000001", "some-slug",
        new PropertyValue.Resource("urn", null, null, null, null),
        new PropertyValue.Output(null, true, []), new PropertyValue.Opaque(Signatures.Asset, PropertyMap.Empty));

    private static readonly Gen<PropertyValue> Values = Gen.Recursive<PropertyValue>((depth, inner) => depth > 3
        ? Scalars
        : Gen.OneOf(
            Scalars,
            Scalars,
            inner.Select(value => (PropertyValue)new PropertyValue.Secret(value)),
            inner.Select(value => (PropertyValue)new PropertyValue.Output(value, false, [])),
            inner.Array[0, 3].Select(items => (PropertyValue)new PropertyValue.List([.. items])),
            Gen.Select(Gen.OneOf("a", "b", "userName", "", "\u001b", "__x"), inner).Array[0, 3].Select(
                pairs => (PropertyValue)pairs.Aggregate(
                    PropertyMap.Empty, (map, pair) => map.With(pair.Item1, pair.Item2)))));

    [Fact]
    public async Task Any_value_of_any_input_of_any_type_is_accepted_or_refused_and_what_is_accepted_can_be_sent()
    {
        await using var engine = await ProviderHarness.Start();
        var places = EveryField.Where(_ => true).Select(row => row.Data).ToArray();

        Gen.Select(Gen.Int[0, places.Length - 1], Values).Sample(
            (index, value) =>
            {
                var (type, path) = places[index];
                var inputs = EveryField.With(EveryField.Complete(type), path, value);
                var answer = engine.Provider.Check(new CheckCall(
                    PackageInfo.Token(type), "r", engine.Urn("r"), PropertyMap.Empty, inputs, null));
                var checkedInputs = new RotationInputs(EveryField.Type(type), answer.Inputs);

                return !answer.Errors.IsEmpty || !checkedInputs.IsKnown
                    || RotationRoutes.Create("some-slug", checkedInputs.ToNewRotation()).Body!.Length > 0;
            },
            iter: 20_000,
            threads: 1);
    }

    [Fact]
    public void Any_provider_configuration_is_accepted_or_refused()
    {
        using var provider = new InfisicalProvider(TimeProvider.System, _ => null);
        var context = new CallContext("", (_, _) => { }, CancellationToken.None, CancellationToken.None);
        string[] names = [.. Pulumi.InfisicalRotation.Catalogue.ProviderConfig.All.Select(field => field.Name), "x"];

        Gen.Select(Gen.OneOf(names), Values).Sample(
            (name, value) =>
            {
                var args = PropertyMap.Empty.With(name, value);
                return provider.CheckConfig(PropertyMap.Empty, args).Inputs.Count > 0
                    && !provider.DiffConfig(PropertyMap.Empty, args, context).Changes.IsDefault;
            },
            iter: 5000,
            threads: 1);
    }

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
