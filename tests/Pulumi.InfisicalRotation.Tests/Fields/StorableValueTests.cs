using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Fields;

public sealed class StorableValueTests
{
    private const string Generic = "infisical-rotation:index:SecretRotation";

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    [InlineData(300, false)]
    public void A_value_is_nested_at_most_as_deeply_as_it_can_be_read_back(int depth, bool isStorable)
    {
        Assert.Equal(isStorable, StorableValue.Problem(Deep(depth, asList: false)) is null);
        Assert.Equal(isStorable, StorableValue.Problem(Deep(depth, asList: true)) is null);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.NaN)]
    public void A_number_is_finite(double number)
    {
        Assert.NotNull(StorableValue.Problem(PropertyMap.Empty.With("a", new PropertyValue.List([number]))));
        Assert.Null(StorableValue.Problem(PropertyMap.Empty.With("a", new PropertyValue.List([1e300]))));
    }

    [Theory]
    [InlineData("parameters")]
    [InlineData("temporaryParameters")]
    [InlineData("secretsMapping")]
    [InlineData("rotateTriggers")]
    public async Task A_check_refuses_it_at_its_property(string input)
    {
        await using var engine = await ProviderHarness.Start(token: Generic);
        PropertyValue[] values =
        [
            Deep(40, asList: false), PropertyMap.Empty.With("a", double.PositiveInfinity),
            new PropertyValue.Secret(PropertyMap.Empty.With("a", new PropertyValue.Secret(double.NaN))),
        ];

        foreach (var value in values)
        {
            var errors = engine.Provider.Check(new CheckCall(
                Generic,
                "r",
                engine.Urn("r"),
                PropertyMap.Empty,
                engine.Inputs().With("type", "shiny-new-key").With(input, value),
                null)).Errors;

            Assert.StartsWith(input, Assert.Single(errors).ToString(), StringComparison.Ordinal);
        }
    }

    private static PropertyValue Deep(int depth, bool asList)
    {
        PropertyValue value = asList ? new PropertyValue.List(["a"]) : PropertyMap.Empty.With("a", "b");
        for (var level = 1; level < depth; level++)
        {
            value = asList ? new PropertyValue.List([value]) : PropertyMap.Empty.With("a", value);
        }

        return value;
    }
}
